using System.Text.Json.Serialization;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary><c>GET /health</c>: 200 when questions can be answered, 503 when not, and why.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/health", (KnowledgeBase knowledge, Store store, TurnStore turns) =>
    {
        var current = knowledge.Current;
        var open = OpenTurns(turns);
        var isStoreWell = open is not null && !store.IsFailing;
        var isReady = current is not null && isStoreWell;
        return TypedResults.Json(
            new Health(
                isReady ? "ready" : "notReady",
                new KnowledgeHealth(current?.UnitCount ?? 0, current?.Entries.Count ?? 0, [.. knowledge.Problems.Select(problem => problem.ToString())], knowledge.Published, knowledge.IsBehind),
                isStoreWell ? "ok" : "failing",
                open ?? 0),
            HealthJson.Default.Health,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    });

    /// <summary>Null where nobody can tell.</summary>
    private static long? OpenTurns(TurnStore turns)
    {
        try
        {
            return turns.Open();
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}

/// <param name="Status">ready or notReady.</param>
/// <param name="Store">ok, or failing where the last write did not reach the disk.</param>
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
    bool Behind);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext;
