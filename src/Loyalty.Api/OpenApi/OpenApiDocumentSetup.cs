using System.Text.Json.Nodes;
using Loyalty.Api.Problems;
using Loyalty.Application.Json;
using Loyalty.Application.Keys;
using Loyalty.Domain;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Loyalty.Api.OpenApi;

/// <summary>The contract as OpenAPI 3.1 at /openapi/v1.json, and a page to read it at /docs.</summary>
static class OpenApiDocumentSetup
{
    const string KeyScheme = "api_key";

    public static IServiceCollection AddLoyaltyOpenApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Loyalty",
                Version = "v1",
                Description = "Loyalty points: earn, check, redeem. "
                    + "Points are decimal strings; times are RFC 3339 in UTC.",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key; 'X-Api-Key: <api key>' does as well.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            DescribeOwnType(schema, context.JsonTypeInfo.Type);
            if (schema.Type is { } type && context.JsonPropertyInfo is { IsGetNullable: true })
            {
                schema.Type = type | JsonSchemaType.Null;
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
    });

    public static void MapLoyaltyOpenApi(this WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/docs/")).AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", scalar => scalar.WithTitle("Loyalty").DisableDefaultFonts())
            .AllowAnonymous();
    }

    static async Task Describe(
        OpenApiOperation target, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ApiOperation>().FirstOrDefault() is not { } operation)
        {
            return;
        }

        target.OperationId = operation.Id;
        target.Summary = operation.Summary;
        target.Description = operation.Scope is null ? "No key needed." : $"Scope: `{operation.Scope}`.";
        target.Tags = new HashSet<OpenApiTagReference> { new(
            Group(context.Description.RelativePath!), context.Document) };
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
            [$"{operation.Status}"] = new OpenApiResponse
            {
                Description = operation.Answer is null ? "Done." : "The answer.",
                Content = operation.Answer is null
                    ? null
                    : Json("application/json", await Schema(operation.Answer, context, ct)),
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
    }

    /// <summary>A reference to the type's schema, which stands once among the components.</summary>
    static async Task<IOpenApiSchema> Schema(
        Type type, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}Of{type.GetGenericArguments()[0].Name}" : type.Name;
        context.Document!.AddComponent<IOpenApiSchema>(name, await context.GetOrCreateSchemaAsync(type, null, ct));
        return new OpenApiSchemaReference(name, context.Document);
    }

    static IEnumerable<(int Status, string Code)> ProblemsOf(ApiOperation operation, string path)
    {
        var own = operation.Problems.AsEnumerable();
        if (operation.Scope is not null)
        {
            own = own.Concat([(400, "validation_failed"), (401, "unauthorized"), (403, "forbidden"), (429, "rate_limited")]);
        }

        if (path.Contains("{program}", StringComparison.Ordinal))
        {
            own = own.Append((404, "program_not_found"));
        }

        if (operation.Body is not null)
        {
            own = own.Concat([(413, "payload_too_large"), (415, "unsupported_media_type")]);
        }

        if (operation.Idempotency == IdempotencyRule.Required)
        {
            own = own.Append((400, "idempotency_key_required"));
        }

        if (operation.Idempotency != IdempotencyRule.None)
        {
            own = own.Append((422, Declines.IdempotencyKeyReusedCode));
        }

        return own.Append((503, "unavailable"));
    }

    static IEnumerable<IOpenApiParameter> Parameters(ApiOperation operation, string path)
    {
        foreach (var segment in path.Split('/').Where(segment => segment.StartsWith('{')))
        {
            var name = segment.Trim('{', '}');
            yield return Parameter(name, ParameterLocation.Path, true, name switch
            {
                "program" => "The program's code.",
                "ref" => "A member: kind:value as in email:ann@example.com (percent-encoded), or the member id.",
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

    /// <summary>Types that are written in a form of their own, which the generator can't see.</summary>
    static void DescribeOwnType(OpenApiSchema schema, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(Points))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = @"^-?\d+(\.\d{1,4})?$";
            schema.Description = schema.Description is { } own
                && !own.StartsWith("A number of points", StringComparison.Ordinal)
                ? own
                : "Points as a decimal string with the currency's decimals; a request may use a number too.";
            schema.Examples = [JsonValue.Create("100.50")!];
        }
        else if (inner == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (inner == typeof(Metadata))
        {
            schema.Type = JsonSchemaType.Object;
        }
        else if (inner == typeof(KeyPrograms))
        {
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Const = "all" },
                new OpenApiSchema { Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            ];
        }
    }

    static string Group(string path) =>
        path.Contains("redemptions", StringComparison.Ordinal) ? "Redemptions"
        : path.Contains("accruals", StringComparison.Ordinal) || path.Contains("transactions", StringComparison.Ordinal)
            || path.Contains("balance", StringComparison.Ordinal) ? "Accounts"
        : path.Contains("members", StringComparison.Ordinal) ? "Members"
        : path.Contains("keys", StringComparison.Ordinal) ? "Keys"
        : path.Contains("health", StringComparison.Ordinal) ? "Health"
        : "Programs";
}
