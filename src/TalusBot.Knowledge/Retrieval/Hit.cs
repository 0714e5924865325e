namespace TalusBot.Knowledge.Retrieval;

/// <summary>A unit that a question found.</summary>
/// <param name="Found">The scores.</param>
public sealed record Hit(Unit Unit, GroupHit Found)
{
    /// <summary>From 0 to 1, rounded to 1e-4.</summary>
    public double Score => Found.Score;
}
