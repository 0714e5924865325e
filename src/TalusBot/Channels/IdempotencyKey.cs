namespace TalusBot.Channels;

/// <summary>
/// The header <c>Idempotency-Key</c>: a message that is sent again under the same key in the same conversation is taken once. A
/// client or a load balancer that does not know whether a request arrived can send it again.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 100;

    /// <returns>What names the message, with no chance of being a client's own id of one; null where there is no key of 1 to 100 printable ASCII characters.</returns>
    public static string? Of(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 and <= Longest } key] && key.All(static c => c is > ' ' and <= '~') ? $"key {key}" : null;
}
