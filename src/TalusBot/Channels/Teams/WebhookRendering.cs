using System.Globalization;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels.Teams;

/// <summary>A reply as the one text that answers an outgoing webhook: sources are links, and choices are numbered, for nothing can be pressed.</summary>
internal static class WebhookRendering
{
    public static Activity Render(Reply reply, ReplyPlace? place = null)
    {
        var at = place ?? ReplyPlace.Unknown;
        return Shortened.ToFit(reply, fit => [new Activity { Type = ActivityTypes.Message, TextFormat = "markdown", Text = Text(fit, at) }])[0];
    }

    /// <summary>The sources as links, one a line.</summary>
    public static string Sources(IReadOnlyList<Citation> citations, string? baseUrl) =>
        string.Join("\n\n", Source.Of(citations, baseUrl).Select(source => source.Line()));

    private static string Text(Reply reply, ReplyPlace place)
    {
        var parts = new List<string>();
        if (reply.Outcome is Outcome.Safety)
        {
            // A webhook only hears what is said in a channel.
            parts.Add(TeamsMarkdown.Write(ConnectorRendering.InGroup(reply)));
            if (place.AloneUrl(isTeams: false) is { } alone)
            {
                parts.Add($"[{Wording.WriteAlone}]({alone})");
            }
        }
        else
        {
            parts.AddRange(reply.Blocks.Where(block => block is not Block.Bullets bullets || !bullets.Items.All(reply.Choices.Contains)).Select(TeamsMarkdown.Write));
        }

        if (reply.Choices.Count > 0)
        {
            // Only what answers the question can be taken by its number.
            var ways = reply.Choices.Where(choice => choice == Wording.NoneOfThese || ReplyCard.Leads(choice)).ToList();
            parts.Add(string.Join('\n', reply.Choices.Except(ways).Select((choice, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {TeamsMarkdown.Escape(choice)}"))));
            parts.Add(string.Join('\n', ways.Select(way => $"- {way}")));
            parts.Add(Wording.AnswerByMention);
        }

        if (reply.Citations.Count > 0)
        {
            parts.Add(Sources(reply.Citations, place.BaseUrl));
        }

        if (reply.Notice is not null)
        {
            parts.Add($"*{reply.Notice}*");
        }

        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }
}
