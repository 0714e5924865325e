using System.CommandLine;
using TalusBot.Knowledge.Curation;

namespace TalusBot.Commands;

/// <summary>What can be typed behind <c>add</c>.</summary>
internal sealed class AddOptions
{
    private readonly Argument<string?> question = new("question") { Description = "The question as a reader would put it; in quotation marks.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> also = new("--also") { Description = "Another way to ask it. May be given again.", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> source = new("--source") { Description = "What the answer rests on: \"ankle-talus#c12\", or \"ankle-talus#c12: exact words\". May be given again, up to three times.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> body = new("--body") { Description = "The answer, in Markdown; [1] refers to the first source. Where it refers to none, all are put behind it." };
    private readonly Option<string[]> tag = new("--tag") { Description = "A word to group entries by. May be given again.", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> followup = new("--followup") { Description = "The id of an entry that answers what people ask next. May be given again.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> id = new("--id") { Description = "The file's name without \".md\". Default: made from the question." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Show what would be written and what it would change, and write nothing." };

    public AddOptions() => id.Validators.Add(given =>
    {
        if (given.Tokens is [{ Value: var value }] && !EntryId.IsPossible(value))
        {
            given.AddError($"\"{value}\" cannot be an id; use a-z, 0-9 and \"-\" only, and not \"new\" alone.");
        }
    });

    public void AddTo(Command command)
    {
        command.Arguments.Add(question);
        foreach (var option in (Option[])[also, source, body, tag, followup, id, dryRun])
        {
            command.Options.Add(option);
        }
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(dryRun);

    /// <summary>The id that was typed; null where it is to be made.</summary>
    public string? Id(ParseResult parsed) => parsed.GetValue(id);

    /// <summary>What was typed; the id is still empty, and so is what was not.</summary>
    /// <param name="today">The day on which somebody compares the entry with its sources: now.</param>
    public EntryDraft Draft(ParseResult parsed, DateOnly today) => new(
        "", parsed.GetValue(question)?.Trim() ?? "", parsed.GetValue(also)!, [.. parsed.GetValue(source)!.Select(Source)], parsed.GetValue(followup)!, parsed.GetValue(tag)!, today, parsed.GetValue(body) ?? "");

    /// <summary>Takes "id: exact words" apart.</summary>
    public static DraftSource Source(string typed) => typed.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
        ? new(typed[..colon].Trim(), typed[(colon + 2)..].Trim())
        : new(typed.Trim(), null);
}
