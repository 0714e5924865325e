using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TalusBot.Channels;

namespace TalusBot.Fuzz.Targets;

/// <summary>The bodies of <c>/api/ask</c> and of requests for tokens.</summary>
internal sealed class RequestTarget : IFuzzTarget
{
    public const string Id = "requests";

    public string Name => Id;

    public int Share => 90;

    public IReadOnlyList<string> Parser => ["src/TalusBot/Channels/JsonBody.cs"];

    public IReadOnlyList<string> Words => ["\"question\":", "\"conversation\":", "\"user\":", "\"id\":", "\"dl_1\"", "\"trustedOrigins\":", "\"https://blog.example\"", "null", "\\ud83d"];

    public IReadOnlyList<byte[]> Corpus() => Inputs.Cases(Id);

    public Verdict Try(byte[] input)
    {
        var asked = Read(input, WireJson.Default.AskRequest);
        var token = Read(input, WireJson.Default.TokenParameters);
        Read(input, WireJson.Default.MarkValue);
        return asked || token ? Verdict.Accepted : Verdict.Refused;
    }

    private static bool Read<T>(byte[] input, JsonTypeInfo<T> type)
        where T : class
    {
        var context = new DefaultHttpContext();
        (context.Request.ContentType, context.Request.ContentLength, context.Request.Body) = (input.Length % 64 == 1 ? "text/plain" : "application/json; charset=utf-8", input.Length, new MemoryStream(input));
        var (value, refused) = JsonBody.ReadAsync(context, type, CancellationToken.None).GetAwaiter().GetResult();
        BrokenPromiseException.Unless(input.Length == 0 ? value is null && refused is null : value is null == refused is not null, () => "It was neither taken nor refused, or both.");
        return value is not null;
    }
}
