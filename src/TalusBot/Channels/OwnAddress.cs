namespace TalusBot.Channels;

/// <summary>The address under which a caller reached us, such as https://bot.example; without a slash at its end.</summary>
internal static class OwnAddress
{
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
