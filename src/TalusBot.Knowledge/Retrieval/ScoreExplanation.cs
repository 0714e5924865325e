using System.Globalization;
using System.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>A score with what it was made of, down to the counts in the index.</summary>
/// <param name="Value">The number that this node stands for.</param>
/// <param name="Description">What the number is, and how it comes from those of <paramref name="Parts"/>.</param>
/// <param name="Parts">In the order in which the description names them; empty for a number taken as it is.</param>
public sealed record ScoreExplanation(double Value, string Description, IReadOnlyList<ScoreExplanation> Parts)
{
    /// <summary>A number that needs no further explanation.</summary>
    public ScoreExplanation(double value, string description)
        : this(value, description, [])
    {
    }

    /// <summary>One line a node, two blanks a level: <c>0.8312 = sum of</c>.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder();
        Write(lines, 0);
        return lines.ToString();
    }

    private void Write(StringBuilder lines, int depth)
    {
        lines.Append(' ', 2 * depth).Append(Value.ToString("0.######", CultureInfo.InvariantCulture))
            .Append(" = ").Append(Description).Append('\n');
        foreach (var part in Parts) part.Write(lines, depth + 1);
    }
}
