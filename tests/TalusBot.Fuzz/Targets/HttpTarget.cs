namespace TalusBot.Fuzz.Targets;

/// <summary>Whole requests to the real host: whatever comes, it answers, and never with a failure of its own.</summary>
internal sealed class HttpTarget : IFuzzTarget
{
    public const string Id = "http";

    private readonly Lazy<HttpHost> host = new(HttpHost.Start);

    public string Name => Id;

    public int Share => 34;

    /// <summary>The parsers behind it are targets of their own.</summary>
    public IReadOnlyList<string> Parser => [];

    public IReadOnlyList<string> Words =>
    [
        "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "TRACE ", "/ask?q=", "/api/ask", "/api/chat/token", "/api/messages", "/api/teams/webhook", "/v3/directline/conversations", "/v3/directline/tokens/refresh", "/stream?watermark=", "?watermark=", "&t=", "{{conversation}}", "{{token}}", "{{talk}}", "{{cookie}}", "{{form}}", "{{hmac}}",
        "/article/ankle-talus", "/maintain/", "/maintain/inbox", "/maintain/entries/which-tape", "/maintain/entries/which-tape/versions", "/maintain/judging", "/maintain/passages", "/maintain/numbers", "/maintain/files", "/maintain/history", "/openapi.json", "/health", "/embed", "/embed.js", "/widget.js", "?page=", "?then=", "?reason=",
        "Authorization: Bearer ", "Authorization: HMAC ", "Content-Type: application/json\n", "Content-Type: application/x-www-form-urlencoded\n", "Content-Type: multipart/form-data; boundary=x\n", "Accept: text/html\n", "Accept-Language: en-GB;q=0.5, *\n", "Accept-Encoding: br\n", "Origin: null\n", "Cookie: ", "Range: bytes=0-1\n",
        "If-None-Match: *\n", "If-Modified-Since: x\n", "Expect: 100-continue\n", "Upgrade: websocket\nConnection: Upgrade\n", "Transfer-Encoding: chunked\n", "X-Forwarded-For: 1.2.3.4\n", "X-Forwarded-Host: [::1\n", "X-Forwarded-Proto: x\n", "Host: \n", "Host: a b\n", "Host: [::1]:99999\n", "HTTP/1.0", "HTTP/2.0", "%00", "%ff", "%2f", "%5c", "..%2f", "//", ";",
        "\"type\":\"message\"", "\"type\":\"event\"", "\"text\":\"which tape?\"", "\"question\":", "\"conversation\":", "question=", "&body=", "&do=preview", "&do=draft", "talk=", "&asked=", "&after=", "&forget=1", "\\ud83d", "\\u0000",
    ];

    public int MostSteps => 4;

    /// <summary>What it reaches is reached on the server's threads.</summary>
    public bool IsGuided => false;

    public IReadOnlyList<byte[]> Corpus() => Inputs.Cases(Id);

    public Verdict Try(byte[] input)
    {
        var request = RawRequest.Of(host.Value.Filled(input), host.Value.Port, keepsFraming: input.Length % 32 == 0);
        var status = request.Send(host.Value.Port);
        BrokenPromiseException.Unless(status < 500, () => $"The answer is {status}.");
        BrokenPromiseException.Unless(status > 0 || !request.IsFramed, () => "There is no answer.");
        return status is >= 200 and < 400 ? Verdict.Accepted : Verdict.Refused;
    }

    public void Dispose()
    {
        if (host.IsValueCreated)
            host.Value.Dispose();
    }
}
