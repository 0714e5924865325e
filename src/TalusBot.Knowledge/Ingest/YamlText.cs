using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Loads YAML that people write: whatever is wrong with it is a problem with its line, and nothing in it can exhaust stack or memory.</summary>
internal static class YamlText
{
    // Deeper than anything we read; a flood of brackets must not exhaust the stack.
    private const int MaxDepth = 8;

    /// <summary>The documents in the text; null, with a problem, where it is no valid YAML or is refused.</summary>
    /// <param name="linesBefore">How many lines of the file stand before <paramref name="yaml"/>; lines of nodes count from the file's begin.</param>
    public static IList<YamlDocument>? Load(string yaml, int linesBefore, string file, List<SourceProblem> problems)
    {
        var text = new string('\n', linesBefore) + yaml;
        // The library counts a line more where the text ends too early.
        var lines = 1 + text.Count('\n');
        var scanner = new Scanner(new StringReader(text));
        try
        {
            if (Refuse(new Parser(scanner)) is { } refused)
            {
                problems.Add(new(file, refused.Line, refused.Message));
                return null;
            }

            var stream = new YamlStream();
            scanner = new Scanner(new StringReader(text));
            stream.Load(new Parser(scanner));
            return stream.Documents;
        }
        catch (YamlException e)
        {
            var (line, remedy) = Remedy(e, text);
            problems.Add(new(file, Math.Clamp(line, 1, lines), $"This is not valid YAML ({Plain(e)}); {remedy}."));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library meets some wrong text with an exception that is not its own and names no line.
            problems.Add(new(file, (int)Math.Clamp(scanner.CurrentPosition.Line, 1, lines), "This is not valid YAML; indent with blanks only, and put text with unusual signs in quotation marks."));
        }

        return null;
    }

    /// <summary>Walks the events, which takes no recursion, before a tree is built of them.</summary>
    private static (int Line, string Message)? Refuse(Parser parser)
    {
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
                return ((int)parser.Current.Start.Line, "The brackets or indents are nested too deeply; put text that begins with a bracket in quotation marks.");
            if (parser.Current is AnchorAlias)
                return ((int)parser.Current.Start.Line, "YAML references (\"*name\") are not read here; write the text out, or put it in quotation marks.");
        }

        return null;
    }

    private static string Plain(YamlException e)
    {
        var message = e.InnerException is YamlException inner ? inner.Message : e.Message;
        return string.Create(CultureInfo.InvariantCulture, $"{message.TrimEnd('.')}");
    }

    private static (int Line, string Remedy) Remedy(YamlException e, string text) =>
        e.Message.Contains("uplicate key", StringComparison.Ordinal) ? ((int)e.Start.Line, "write it once, and everything that belongs to it under that")
        // The library names the line where the list begins.
        : e.Message.Contains(" tab ", StringComparison.Ordinal) ? (Array.FindIndex(text.Split('\n'), line => line.TrimStart(' ').StartsWith('\t')) + 1, "indent with blanks")
        : ((int)e.Start.Line, "put text that holds \": \" or begins with a sign in quotation marks");
}
