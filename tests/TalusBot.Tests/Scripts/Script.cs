using System.Text.RegularExpressions;

namespace TalusBot.Tests.Scripts;

/// <summary>
/// A talk written down as a file of lines: <c># title</c> begins one; <c>reader:</c> is typed, <c>press:</c> is a button of the
/// last reply, <c>thumb: up|down|none reason</c> and <c>send</c> are events, <c>restart</c> restarts the bot over its data file;
/// <c>bot: outcome /in the text/ not /in the text/ cites /in a citation/ button /on a button/ no-button /on any/</c> is what must have come.
/// </summary>
internal sealed partial record Script(string File, int Line, string Title, IReadOnlyList<ScriptLine> Lines)
{
    public static IEnumerable<Script> ReadAll(string folder) => Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(Read);

    private static IEnumerable<Script> Read(string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        Script? script = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("# ", StringComparison.Ordinal))
            {
                if (script is not null)
                {
                    yield return script;
                }

                script = new Script(Path.GetFileName(path), i + 1, lines[i][2..], []);
            }
            else if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                var parts = lines[i].Split(':', 2);
                script = script! with { Lines = [.. script.Lines, new ScriptLine(i + 1, parts[0].Trim(), parts.Length > 1 ? parts[1].Trim().Replace("\\n", "\n", StringComparison.Ordinal) : "")] };
            }
        }

        if (script is not null)
        {
            yield return script;
        }
    }
}

/// <summary>One line of a script: who does what.</summary>
internal sealed partial record ScriptLine(int Number, string Kind, string Words)
{
    /// <summary>The outcome that is wanted; <c>*</c> for any.</summary>
    public string Outcome => Words.Split(' ')[0];

    /// <summary>What is wanted of the reply: where to look, and the pattern.</summary>
    public IEnumerable<(string Where, string Pattern)> Wanted => Pattern().Matches(Words).Select(match => (match.Groups["where"].Value, match.Groups["pattern"].Value));

    [GeneratedRegex(@"(?:(?<where>not|cites|button|no-button)\s+)?/(?<pattern>(?:[^/\\]|\\.)*)/")]
    private static partial Regex Pattern();
}
