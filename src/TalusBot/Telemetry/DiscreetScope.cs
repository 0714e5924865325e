using System.Collections;

namespace TalusBot.Telemetry;

/// <summary>
/// What log lines of one request have in common, as it may be logged: ids that the server gave. The framework's own scopes carry
/// the path too, where somebody may have typed anything, and the addresses of what is sent to channels.
/// </summary>
internal sealed class DiscreetScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private static readonly string[] Harmless = ["RequestId", "ConnectionId", "TransportConnectionId", "TraceId", "SpanId", "ParentId"];
    private readonly List<KeyValuePair<string, object?>> kept;

    private DiscreetScope(List<KeyValuePair<string, object?>> kept) => this.kept = kept;

    public int Count => kept.Count;

    public KeyValuePair<string, object?> this[int index] => kept[index];

    /// <returns>Null where nothing of the scope is to be logged.</returns>
    public static DiscreetScope? Of(object state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values && values.Where(value => Harmless.Contains(value.Key, StringComparer.Ordinal)).ToList() is { Count: > 0 } kept
            ? new DiscreetScope(kept)
            : null;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => kept.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', kept.Select(value => $"{value.Key}:{value.Value}"));
}
