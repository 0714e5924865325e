using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>A row of knowledge/questions: what is asked, and what a good reply must show.</summary>
/// <param name="File">Where the row stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Id">Unique in its file.</param>
/// <param name="Turns">What the reader types, in order; the last reply is judged. At least one.</param>
/// <param name="Expect">The outcome, or <c>answer</c>, or <c>clarifyOrAnswer</c>.</param>
/// <param name="Must">Each must be found in what a person reads.</param>
/// <param name="MustNot">None may be found there.</param>
/// <param name="Cite">Must be found in a citation's quote, speaker and date; null where any will do.</param>
/// <param name="Units">The passages that answer; empty where nobody said which.</param>
/// <param name="Kind">For reports; the expectation where the row names none.</param>
public sealed record GoldenQuestion(
    string File,
    int Line,
    string Id,
    IReadOnlyList<string> Turns,
    string Expect,
    IReadOnlyList<Regex> Must,
    IReadOnlyList<Regex> MustNot,
    Regex? Cite,
    IReadOnlyList<string> Units,
    string Kind)
{
    /// <summary>
    /// Whether the row belongs to the half that nobody works with: its rows are counted, and no entry, rule or weight is made
    /// with them in view. Decided by a hash of the id, so that a new row falls to one half for good; only files named
    /// golden*.jsonl have such a half.
    /// </summary>
    public bool IsUntouched => Path.GetFileName(File).StartsWith("golden", StringComparison.Ordinal) && SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Id))[0] % 2 == 1;
}
