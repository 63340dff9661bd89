using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Application.Keys;
using Loyalty.Domain;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Loyalty.Api.OpenApi;

/// <summary>The contract as OpenAPI 3.1 at /openapi/v1.json, and a page to read it at /docs.</summary>
static class OpenApiDocumentSetup
{
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
            document.Extensions = new Dictionary<string, IOpenApiExtension>
            {
                [ExampleCall.OrderOfExamples] = new JsonNodeExtension(ExampleCall.Order()),
            };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [OperationDescription.KeyScheme] = new OpenApiSecurityScheme
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
            if (schema.Type is { } type && context.JsonPropertyInfo is { IsGetNullable: true } property
                && property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) != true)
            {
                schema.Type = type | JsonSchemaType.Null;
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer(OperationDescription.Add);
    });

    public static void MapLoyaltyOpenApi(this WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/docs/")).AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", scalar => scalar.WithTitle("Loyalty").DisableDefaultFonts())
            .AllowAnonymous();
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
        else if (inner == typeof(Factor))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = @"^\d+(\.\d{1,4})?$";
            schema.Examples = [JsonValue.Create("0.25")!];
        }
        else if (inner == typeof(decimal))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = @"^\d+(\.\d{1,4})?$";
            schema.Examples = [JsonValue.Create("12.50")!];
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
}
