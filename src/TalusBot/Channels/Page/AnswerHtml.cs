using System.Globalization;
using System.Text;
using TalusBot.Channels.Asking;
using TalusBot.Conversation;
using static TalusBot.Channels.Page.PageFrame;

namespace TalusBot.Channels.Page;

/// <summary>A reply as HTML: the words, the sources they come from, and what can be asked next.</summary>
internal static class AnswerHtml
{
    /// <param name="anchor">What ids inside begin with; unique on the page.</param>
    public static string Reply(SpokenReply reply, string anchor)
    {
        var html = new StringBuilder();
        var safety = reply.Facts.Outcome == "safety";
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"answer\" data-outcome=\"{reply.Facts.Outcome}\">\n");
        if (safety)
        {
            html.Append("<p class=\"care\">Safety advice</p>\n");
        }

        html.Append("<div class=\"words\">\n").Append(Markup.Html(reply.Text, reply.Facts.Citations.Count, anchor)).Append("</div>\n");
        if (reply.Facts.Citations.Count > 0)
        {
            Sources(html, reply, anchor);
        }

        return html.Append("</div>\n").ToString();
    }

    /// <summary>What to press next, within the conversation that the fields belong to.</summary>
    /// <param name="fields">As HTML; hidden fields.</param>
    public static string Buttons(SpokenReply reply, string fields)
    {
        if (reply.Choices.Count > 0)
        {
            return Form(fields, "Answers to pick from", reply.Choices.Select(choice => Button(AskPage.ChoiceField, choice)));
        }

        var more = reply.HasMore ? [Button(AskPage.ChoiceField, Wording.ShowMore)] : Array.Empty<string>();

        // "Start over" belongs to the guide that has ended, the questions to nobody.
        return more.Length + reply.Followups.Count == 0 ? "" : Form(
            fields, "Go on", [.. more, .. reply.Followups.Select(next => Button(next == Wording.StartOver ? AskPage.ChoiceField : AskPage.QuestionField, next))]);
    }

    /// <summary>Questions as plain links, for a page that belongs to no conversation.</summary>
    public static string Links(IReadOnlyList<string> questions) => questions.Count == 0 ? "" :
        $"<ul class=\"chips\" aria-label=\"Questions with answers\">{string.Concat(questions.Select(question => $"<li><a class=\"chip\" href=\"{Html(AskPage.LinkTo(question))}\">{Html(question)}</a></li>"))}</ul>\n";

    /// <summary>The way to the author, where nobody has answered.</summary>
    public static string Comment(SpokenReply reply) => reply.Facts.Comment is not { } comment ? "" :
        $"""
        <details class="comment-draft"><summary>Ask the author in a comment</summary>
        <p><label for="draft">Words to copy</label></p>
        <textarea id="draft" readonly rows="4">{Html(comment.Text)}</textarea>
        {(comment.Url is null ? "" : $"<p><a href=\"{Html(comment.Url)}\">To the comments on the author's blog</a></p>")}
        </details>

        """;

    public static string Form(string fields, string label, IEnumerable<string> buttons) =>
        $"<form method=\"post\" action=\"{AskPage.Path}\" class=\"chips\" aria-label=\"{label}\">{fields}{string.Concat(buttons)}</form>\n";

    public static string Button(string field, string words, string? label = null) =>
        $"<button class=\"chip\" name=\"{field}\" value=\"{Html(words)}\">{Html(label ?? words)}</button>";

    private static void Sources(StringBuilder html, SpokenReply reply, string anchor)
    {
        html.Append("<h2 class=\"small\">Sources</h2>\n<ol class=\"sources\">\n");
        var read = OneLine.Of(reply.Text.Replace("\\", "", StringComparison.Ordinal).Replace("\n> ", " ", StringComparison.Ordinal));
        foreach (var (citation, i) in reply.Facts.Citations.Select((citation, i) => (citation, i)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li id=\"{anchor}{i + 1}\"><a href=\"{Html(SentenceLink.To(citation))}\">{Html(SentenceLink.Named(citation))}, <span class=\"when\">{SentenceLink.When(citation)}</span></a>");

            // What was just read need not be read again.
            if (!read.Contains(OneLine.Of(citation.Quote), StringComparison.Ordinal))
            {
                html.Append(CultureInfo.InvariantCulture, $"<blockquote>“{Html(citation.Quote)}”</blockquote>");
            }

            html.Append("</li>\n");
        }

        html.Append("</ol>\n");
    }
}
