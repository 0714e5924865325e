using System.Globalization;
using TalusBot.Channels.Asking;
using TalusBot.Conversation;
using TalusBot.Knowledge.Ingest;
using static TalusBot.Channels.Page.PageFrame;

namespace TalusBot.Channels.Page;

/// <summary>The pages under <c>/ask</c>.</summary>
/// <remarks>The <c>fields</c> are HTML: the hidden fields by which a form belongs to its conversation.</remarks>
internal static class AskHtml
{
    private const string Robots = """<meta name="robots" content="noindex, nofollow">""";
    private const string StillKept = "What was said in it may still be kept until it expires.";
    private const int LongestTitle = 100;
    private const int LongestHeading = 300;

    /// <summary>Nothing has been asked yet.</summary>
    public static IResult Start(string fields, Site site) => Framed(
        $"Ask a question – {site.Name}",
        $"""
        <article>
        <h1>Ask a question</h1>
        <p>You get the exact words of the author, or of a reader, with the place where they stand.</p>
        {AskForm(fields, "Your question")}
        <h2 class="small">Questions with answers</h2>
        {AnswerHtml.Links(site.Examples)}
        <p class="note">{Html(Wording.Notice)}</p>
        </article>
        """,
        Robots);

    /// <summary>The answer to a link; nothing of it is kept.</summary>
    /// <param name="asked">As HTML; the hidden field that says what the page has answered.</param>
    public static IResult LookedUp(string question, SpokenReply reply, string fields, string asked, Site site)
    {
        // What goes on from here needs a talk, which begins with the question; questions that stand alone need none.
        var buttons = AnswerHtml.Buttons(reply with { Followups = [] }, fields + asked);
        var send = reply.Facts.CanSend is not true ? "" : AnswerHtml.Form(
            fields, "Send the question", [AnswerHtml.Button(AskPage.QuestionField, question, "Send the question to the people who look after this bot")]);
        return Framed(
            $"{OneLine.Cut(question, LongestTitle)} – {site.Name}",
            $"""
            <article>
            <p class="eyebrow">You asked</p>
            <h1 class="asked">{Html(OneLine.Cut(question, LongestHeading))}</h1>
            {AnswerHtml.Reply(reply, "source-")}{send}{AnswerHtml.Comment(reply)}{buttons}{AnswerHtml.Links(reply.Followups)}</article>
            {AskSection(fields + asked)}
            """,
            Robots);
    }

    /// <summary>A talk as it stands: the newest exchange first, the earlier ones folded below.</summary>
    /// <param name="moved">A button of an older page was pressed, and nothing came of it.</param>
    public static IResult Talk(Transcript transcript, string fields, bool moved, Site site)
    {
        var now = transcript.Exchanges[^1];
        var answers = transcript.Exchanges.Count > 1 && transcript.Exchanges[^2].Reply?.Choices.Contains(now.Said) is true;
        var reply = now.Reply is null
            ? $"<p>The answer is being looked up. <a href=\"\">Look again</a></p>\n"
            : AnswerHtml.Reply(now.Reply, "source-") + RatingHtml.Of(now, fields) + AnswerHtml.Comment(now.Reply) + AnswerHtml.Buttons(now.Reply, fields);
        return Framed(
            $"{OneLine.Cut(now.Said, LongestTitle)} – {site.Name}",
            $"""
            {(moved ? "<p class=\"note\" role=\"status\">This talk has gone on since the page that you came from. Here is where it stands now.</p>" : "")}
            <article>
            <p class="eyebrow">{(answers ? "You answered" : "You asked")}</p>
            <h1 class="asked">{Html(OneLine.Cut(now.Said, LongestHeading))}</h1>
            {reply}</article>
            {AskSection(fields)}
            {Earlier(transcript, fields)}
            {AnswerHtml.Form(fields, "This talk", [$"<button class=\"quiet\" name=\"forget\" value=\"yes\">Delete this talk</button>"])}
            """,
            now.Reply is null ? Robots + """<meta http-equiv="refresh" content="3">""" : Robots,
            answers ? "" : $"<a href=\"{Html(AskPage.LinkTo(now.Said))}\">Link to this question</a>");
    }

    /// <summary>More was sent than can be searched; it is handed back to be made shorter.</summary>
    public static IResult TooLong(string said, SpokenReply reply, string fields, Site site) => Framed(
        $"Too long – {site.Name}",
        $"""
        <article>
        <h1>That is too long</h1>
        {AnswerHtml.Reply(reply, "source-")}
        <p>At most {Dialog.LongestQuestion.ToString("N0", CultureInfo.InvariantCulture)} characters can be sent. Yours are below; please make them shorter.</p>
        <form method="post" action="{AskPage.Path}" role="search">{fields}
        <label for="q">Your question</label>
        <textarea id="q" name="{AskPage.QuestionField}" rows="8" required>
        {Html(said)}</textarea>
        <button>Ask</button>
        </form>
        </article>
        """,
        Robots,
        status: StatusCodes.Status413PayloadTooLarge);

    /// <summary>The talk is deleted, or its link too old, or no link of ours.</summary>
    /// <param name="expired">The link is ours and too old, so what it led to may still be there.</param>
    public static IResult Ended(string fields, string? question, bool expired, Site site) => Framed(
        $"This talk has ended – {site.Name}",
        $"""
        <article>
        <h1>This talk has ended</h1>
        <p>{(expired ? $"Its link is older than a day and no longer opens it. {StillKept}" : "It was deleted, or its link is not whole.")} You can ask again here.</p>
        {AskForm(fields, "Your question", question ?? "")}
        </article>
        """,
        Robots,
        status: StatusCodes.Status410Gone);

    /// <summary>The talk was to be deleted, and its link is too old for that.</summary>
    public static IResult NotDeleted(string fields, Site site) => Framed(
        $"This talk could not be deleted – {site.Name}",
        $"""
        <article>
        <h1>This talk could not be deleted from here</h1>
        <p>Its link is older than a day, so it no longer opens the talk, for you or for anybody else. {StillKept}</p>
        <p>If you want it deleted sooner, please write to the people who look after this site.</p>
        {AskForm(fields, "Your question")}
        </article>
        """,
        Robots,
        status: StatusCodes.Status410Gone);

    private static string AskSection(string fields) =>
        $"""
        <section class="next" aria-labelledby="next">
        <h2 id="next">Ask something else</h2>
        {AskForm(fields, "Your question")}
        </section>
        """;

    private static string AskForm(string fields, string label, string question = "") =>
        $"""
        <form method="post" action="{AskPage.Path}" role="search">{fields}
        <label for="q">{label}</label>
        <input id="q" type="search" name="{AskPage.QuestionField}" value="{Html(question)}" required autocomplete="off" enterkeyhint="send">
        <button>Ask</button>
        </form>
        """;

    private static string Earlier(Transcript transcript, string fields)
    {
        var earlier = transcript.Exchanges.SkipLast(1).Where(one => one.Reply is not null).Reverse().ToList();
        return earlier.Count == 0 ? "" :
            $"""
            <section class="earlier" aria-labelledby="earlier">
            <h2 id="earlier">Earlier in this talk</h2>
            {string.Concat(earlier.Select(one => $"<details><summary>{Html(OneLine.Cut(one.Said, LongestHeading))}</summary>\n{AnswerHtml.Reply(one.Reply!, $"source-{one.Sequence}-")}{RatingHtml.Of(one, fields)}</details>\n"))}</section>
            """;
    }
}
