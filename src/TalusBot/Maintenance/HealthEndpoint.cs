using System.Text.Json.Serialization;
using TalusBot.Knowledge;

namespace TalusBot.Maintenance;

/// <summary>
/// <c>GET /health</c>: 200 when questions can be answered, 503 when not, and why. <c>/health/live</c> and <c>/health/ready</c>
/// are for what watches over the process: they say no more than yes or no, to anybody.
/// </summary>
internal static class HealthEndpoint
{
    private const string Path = "/health";

    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet(Path, async (KnowledgeBase knowledge, StoreProbe store) =>
    {
        var current = knowledge.Current;
        var meanings = knowledge.Meanings;
        var seen = await store.LookAsync();
        var isReady = current is not null && seen.State == StoreProbe.Ok;
        return TypedResults.Json(
            new Health(
                isReady ? "ready" : "notReady",
                new KnowledgeHealth(current?.UnitCount ?? 0, current?.Entries.Count ?? 0, [.. knowledge.Problems.Select(problem => problem.ToString())], knowledge.Published, knowledge.IsBehind, new MeaningHealth(meanings.Done, meanings.Of)),
                seen.State,
                seen.Open),
            HealthJson.Default.Health,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    });

    /// <summary>Before anything is refused: a probe comes from another machine, often, and needs no knowledge.</summary>
    public static IApplicationBuilder UseHealthProbes(this IApplicationBuilder app) => app.Use((context, next) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) ? next(context)
        : context.Request.Path.Value switch
        {
            // It runs, whatever it waits for: a new process would wait for the same.
            Path + "/live" => AnswerAsync(context, isYes: true, "live", ""),
            Path + "/ready" => ReadyAsync(context),
            _ => next(context),
        });

    private static async Task ReadyAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var isReady = !services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested
            && services.GetRequiredService<KnowledgeBase>().Current is not null
            && (await services.GetRequiredService<StoreProbe>().LookAsync()).State == StoreProbe.Ok;
        await AnswerAsync(context, isReady, "ready", "notReady");
    }

    private static Task AnswerAsync(HttpContext context, bool isYes, string yes, string no)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new Probe(isYes ? yes : no), HealthJson.Default.Probe, statusCode: isYes ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }
}

/// <param name="Status">live, ready or notReady.</param>
internal sealed record Probe(string Status);

/// <param name="Status">ready or notReady.</param>
/// <param name="Store">ok, slow where it does not answer in time, or failing where it cannot be read or the last write did not reach the disk.</param>
/// <param name="Queue">Messages that wait for their reply.</param>
internal sealed record Health(string Status, KnowledgeHealth Knowledge, string Store, long Queue);

/// <param name="Units">How many things an answer can come from.</param>
/// <param name="Problems">As <c>check</c> prints them.</param>
/// <param name="Published">When the knowledge now in use was read (UTC); null where there is none.</param>
/// <param name="Behind">The files have changed since, to something with the <paramref name="Problems"/>, and wait to be mended.</param>
internal sealed record KnowledgeHealth(
    int Units,
    int Entries,
    IReadOnlyList<string> Problems,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? Published,
    bool Behind,
    MeaningHealth Meanings);

/// <param name="Done">Sentences that are encoded; while they are fewer than all, answers come from words and letters alone.</param>
/// <param name="Of">All that are to be.</param>
internal sealed record MeaningHealth(int Done, int Of);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Probe))]
internal sealed partial class HealthJson : JsonSerializerContext;
