namespace TalusBot.Channels.Page;

/// <summary>One sentence for a reader who cannot be shown what he asked for, and the way on.</summary>
internal static class MessagePage
{
    public static IResult Result(int status, string message) => PageFrame.Framed(
        "Sorry",
        $"""
        <article>
        <h1>Sorry</h1>
        <p>{PageFrame.Html(message)}</p>
        </article>
        """,
        """<meta name="robots" content="noindex">""",
        status: status);
}
