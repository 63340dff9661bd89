using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Domain;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Loyalty.Api.OpenApi;

/// <summary>What the document says of an operation: its parameters, body, answers and problems.</summary>
static class OperationDescription
{
    public const string KeyScheme = "api_key";

    public static async Task Add(
        OpenApiOperation target, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Call>().FirstOrDefault() is not { } operation)
        {
            return;
        }

        target.OperationId = operation.Id;
        target.Summary = operation.Summary;
        target.Description = operation.Scope is null ? "No key needed." : $"Scope: `{operation.Scope}`.";
        target.Tags = new HashSet<OpenApiTagReference>(metadata.OfType<ITagsMetadata>().Last().Tags
            .Select(tag => new OpenApiTagReference(tag, context.Document)));
        target.Parameters = [.. Parameters(operation, context.Description.RelativePath!)];
        target.RequestBody = operation.Body is null ? null : new OpenApiRequestBody
        {
            Required = true,
            Content = BodyContent(context.Description.HttpMethod!, await Schema(operation.Body, context, ct)),
        };
        target.Security = operation.Scope is null ? [] :
            [new() { [new(KeyScheme, context.Document)] = [operation.Scope] }];
        target.Responses = new()
        {
            [$"{operation.Answers.Status}"] = new OpenApiResponse
            {
                Description = operation.Answers.Type is null ? "Done." : "The answer.",
                Content = await AnswerContent(operation, context, ct),
                Headers = operation.Idempotency == IdempotencyRule.None ? null : ReplayHeader(),
            },
        };
        foreach (var group in ProblemsOf(operation, context.Description.RelativePath!)
            .GroupBy(problem => problem.Status))
        {
            target.Responses[$"{group.Key}"] = new OpenApiResponse
            {
                Description = string.Join(", ", group.Select(problem => $"`{problem.Code}`").Distinct()),
                Content = Json("application/problem+json", await Schema(typeof(Problem), context, ct)),
            };
        }

        ExampleCall.AddTo(target);
    }

    static async Task<Dictionary<string, OpenApiMediaType>?> AnswerContent(
        Call operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (operation.Answers.Type is null)
        {
            return null;
        }

        var schema = await Schema(operation.Answers.Type, context, ct);
        return operation.Answers.MediaTypes.ToDictionary(type => type, type => new OpenApiMediaType
        {
            Schema = type.StartsWith("text/", StringComparison.Ordinal)
                ? new OpenApiSchema { Type = JsonSchemaType.String }
                : schema,
        });
    }

    /// <summary>A reference to the type's schema, which stands once among the components.</summary>
    static async Task<IOpenApiSchema> Schema(
        Type type, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}Of{type.GetGenericArguments()[0].Name}" : type.Name;
        context.Document!.AddComponent<IOpenApiSchema>(name, await context.GetOrCreateSchemaAsync(type, null, ct));
        return new OpenApiSchemaReference(name, context.Document);
    }

    static IEnumerable<(int Status, string Code)> ProblemsOf(Call operation, string path)
    {
        var own = operation.Problems.AsEnumerable();
        if (operation.Scope is not null)
        {
            own = own.Concat([(400, "validation_failed"), (401, "unauthorized"), (403, "forbidden"),
                (429, "rate_limited")]);
        }

        if (path.Contains("{program}", StringComparison.Ordinal))
        {
            own = own.Append((404, "program_not_found"));
        }

        if (operation.Body is not null)
        {
            own = own.Concat([(408, "request_timeout"), (413, "payload_too_large"), (415, "unsupported_media_type")]);
        }

        if (operation.Idempotency == IdempotencyRule.Required)
        {
            own = own.Append((400, "idempotency_key_required"));
        }

        if (operation.Idempotency != IdempotencyRule.None)
        {
            own = own.Append((422, Declines.IdempotencyKeyReused.Code));
        }

        return own.Append((503, "unavailable"));
    }

    static IEnumerable<IOpenApiParameter> Parameters(Call operation, string path)
    {
        foreach (var segment in path.Split('/').Where(segment => segment.StartsWith('{')))
        {
            var name = segment.Trim('{', '}');
            yield return Parameter(name, ParameterLocation.Path, true, name switch
            {
                "program" => "The program's code.",
                "ref" => "A member: kind:value as in email:ann@example.com (percent-encoded), or the member id.",
                "code" => "The coupon's code, as it was given.",
                _ => "The id.",
            });
        }

        foreach (var query in operation.Query)
        {
            yield return Parameter(query.Name, ParameterLocation.Query, false, query.Description,
                query.Type == "integer" ? JsonSchemaType.Integer : JsonSchemaType.String, query.Format);
        }

        if (operation.Idempotency != IdempotencyRule.None)
        {
            yield return Parameter(
                "Idempotency-Key", ParameterLocation.Header, operation.Idempotency == IdempotencyRule.Required,
                "1 to 255 visible ASCII characters, new for each new operation; a repeat gets the first answer again.");
        }

        if (operation.Scope is not null)
        {
            yield return Parameter(
                "Accept-Language", ParameterLocation.Header, false, "en, lt or ru: the language of messages.");
        }
    }

    static OpenApiParameter Parameter(string name, ParameterLocation place, bool required, string description,
        JsonSchemaType type = JsonSchemaType.String, string? format = null) => new()
        {
            Name = name,
            In = place,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = type, Format = format },
        };

    static Dictionary<string, IOpenApiHeader> ReplayHeader() => new()
    {
        ["Idempotency-Replayed"] = new OpenApiHeader
        {
            Description = "true when this is the answer to an earlier request under the same key.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    static Dictionary<string, OpenApiMediaType> Json(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };

    static Dictionary<string, OpenApiMediaType> BodyContent(string method, IOpenApiSchema schema)
    {
        var content = Json("application/json", schema);
        if (HttpMethods.IsPatch(method))
        {
            content["application/merge-patch+json"] = new OpenApiMediaType { Schema = schema };
        }

        return content;
    }
}
