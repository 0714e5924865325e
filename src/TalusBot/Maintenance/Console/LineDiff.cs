namespace TalusBot.Maintenance.Console;

/// <summary>What changed between two texts, line by line.</summary>
internal static class LineDiff
{
    /// <summary>Entries are short; of longer texts only the new one is shown.</summary>
    private const int MostLines = 1_000;

    public static IReadOnlyList<(char Sign, string Line)> Of(string before, string after)
    {
        string[] old = before.Length == 0 ? [] : before.TrimEnd('\n').Split('\n');
        string[] fresh = after.Length == 0 ? [] : after.TrimEnd('\n').Split('\n');
        if (old.Length > MostLines || fresh.Length > MostLines)
        {
            return [.. fresh.Select(line => (' ', line))];
        }

        // The longest common subsequence of lines.
        var common = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = fresh.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char, string)>();
        for (int i = 0, j = 0; i < old.Length || j < fresh.Length;)
        {
            if (i < old.Length && j < fresh.Length && old[i] == fresh[j])
            {
                lines.Add((' ', old[i++]));
                j++;
            }
            else if (i < old.Length && (j == fresh.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', old[i++]));
            }
            else
            {
                lines.Add(('+', fresh[j++]));
            }
        }

        return lines;
    }

    public static Html Html(string before, string after) => Console.Html.Of(
        $"""
        <div class="diff" tabindex="0" role="group" aria-label="Lines">
        {Console.Html.Join(Of(before, after), one => one.Sign switch
        {
            '+' => Console.Html.Of($"<code class=\"added\">+ {one.Line}</code>\n"),
            '-' => Console.Html.Of($"<code class=\"removed\">- {one.Line}</code>\n"),
            _ => Console.Html.Of($"<code>  {one.Line}</code>\n"),
        })}</div>
        """);
}
