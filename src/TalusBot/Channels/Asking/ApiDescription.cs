using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace TalusBot.Channels.Asking;

/// <summary><c>/openapi.json</c>: how other programs ask, in the form that they can read.</summary>
internal static class ApiDescription
{
    private static readonly string[] Outcomes = ["answered", "clarify", "notCovered", "safety", "guide", "smalltalk", "feedback", "done"];

    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);

            // We never write a number as text, and the description must not say that we do.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return services.AddOpenApi(description =>
        {
            description.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            description.ShouldInclude = endpoint => "/" + endpoint.RelativePath == AskEndpoint.Path;
            description.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "TalusBot", Version = "1", Description = "Questions about one article and its comments, answered in their exact words." };
                document.Tags = null;
                foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
                {
                    operation.Tags = null;
                }

                return Task.CompletedTask;
            });
            description.AddSchemaTransformer(static (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(AskRequest))
                {
                    // It may be missing in what arrives, and is told so.
                    schema.Required = new HashSet<string> { "question" };
                    ((OpenApiSchema)schema.Properties!["question"]).Type = JsonSchemaType.String;
                }

                if (context.JsonPropertyInfo is { Name: "outcome" })
                {
                    schema.Enum = [.. Outcomes.Select(outcome => (JsonNode)JsonValue.Create(outcome))];
                }

                return Task.CompletedTask;
            });
        });
    }

    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi.json").ExcludeFromDescription();
}
