using System.Text.Json;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Reads what WordPress answers over REST (<c>wp/v2</c>). What has another shape is a <see cref="FormatException"/> in words.</summary>
public static class RestDocuments
{
    private const int MaxDepth = 64;

    /// <summary>A list of posts or pages, or a single one.</summary>
    public static IReadOnlyList<WordPressPost> Posts(ReadOnlyMemory<byte> json) => Read<IReadOnlyList<WordPressPost>>(json, "a list of posts", root => root.ValueKind switch
    {
        JsonValueKind.Array => [.. root.EnumerateArray().Select(Post)],
        JsonValueKind.Object => [Post(root)],
        _ => throw new FormatException("it is no list of posts"),
    });

    /// <summary>A list of comments.</summary>
    public static IReadOnlyList<WordPressComment> Comments(ReadOnlyMemory<byte> json) => Read<IReadOnlyList<WordPressComment>>(json, "a list of comments", root =>
        root.ValueKind is JsonValueKind.Array ? [.. root.EnumerateArray().Select(Comment)] : throw new FormatException("it is no list of comments"));

    /// <summary>Whether this is what the API says of itself at its root.</summary>
    public static bool IsRoot(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("namespaces", out var spaces) &&
                spaces.ValueKind is JsonValueKind.Array && spaces.EnumerateArray().Any(space => space.ValueKind is JsonValueKind.String && space.ValueEquals("wp/v2"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a text that is no Unicode.
            return false;
        }
    }

    /// <summary>The words of a refusal, <c>{"code":"rest_forbidden","message":"..."}</c>; null where it is something else.</summary>
    public static (string Code, string Message)? Refusal(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind is JsonValueKind.Object && Optional(document.RootElement, "code") is { Length: < 100 } code && Optional(document.RootElement, "message") is { } message
                ? (SourceText.OneLine(code), HtmlText.OfTitle(message) is { Length: <= 300 } words ? words : "")
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static WordPressPost Post(JsonElement post)
    {
        var content = Field(post, "content", JsonValueKind.Object);
        return new(
            Number(post, "id"),
            SlugText.Decoded(Text(post, "slug")),
            Rendered(post, "title"),
            Uri.TryCreate(Text(post, "link"), UriKind.Absolute, out var link) && link.Scheme is "http" or "https" ? link : null,
            WordPressTime.Of(Optional(post, "date")),
            Optional(post, "status") ?? "publish",
            content.TryGetProperty("protected", out var locked) && locked.ValueKind is JsonValueKind.True,
            Rendered(post, "content"),
            Raw: false,
            Number(post, "author"),
            AuthorName(post));
    }

    /// <summary>Embedded where the site tells it to everybody.</summary>
    private static string? AuthorName(JsonElement post) =>
        post.TryGetProperty("_embedded", out var embedded) && embedded.ValueKind is JsonValueKind.Object &&
        embedded.TryGetProperty("author", out var authors) && authors.ValueKind is JsonValueKind.Array && authors.GetArrayLength() > 0 &&
        authors[0].ValueKind is JsonValueKind.Object && Optional(authors[0], "name") is { Length: > 0 } name ? name : null;

    private static WordPressComment Comment(JsonElement comment)
    {
        var id = Number(comment, "id");
        return new(
            id,
            Number(comment, "parent"),
            Number(comment, "author"),
            Optional(comment, "author_name") ?? "",
            WordPressTime.Of(Optional(comment, "date")),
            WordPressTime.Of(Optional(comment, "date_gmt")),
            Rendered(comment, "content"),
            id > 0 && (Optional(comment, "status") ?? "approved") == "approved" && (Optional(comment, "type") ?? "comment") is "comment" or "");
    }

    private static T Read<T>(ReadOnlyMemory<byte> json, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new FormatException($"it is no JSON and no {what[2..]}");
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode.
            throw new FormatException($"a text in {what} cannot be read");
        }
    }

    private static JsonElement Field(JsonElement of, string key, JsonValueKind kind) =>
        of.ValueKind is not JsonValueKind.Object ? throw new FormatException("an item is no object")
        : !of.TryGetProperty(key, out var value) ? throw new FormatException($"\"{key}\" is missing")
        : value.ValueKind == kind ? value
        : throw new FormatException($"\"{key}\" is no {(kind is JsonValueKind.String ? "text" : kind is JsonValueKind.Number ? "number" : "object")}");

    private static string Text(JsonElement of, string key) => Field(of, key, JsonValueKind.String).GetString()!;

    private static string Rendered(JsonElement of, string key) => Text(Field(of, key, JsonValueKind.Object), "rendered");

    private static string? Optional(JsonElement of, string key) => of.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static long Number(JsonElement of, string key) =>
        Field(of, key, JsonValueKind.Number).TryGetInt64(out var number) && number is >= 0 and < 1_000_000_000_000_000_000 ? number : throw new FormatException($"\"{key}\" is no whole number from 0");
}
