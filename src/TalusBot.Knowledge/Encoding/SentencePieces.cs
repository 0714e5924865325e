using System.Buffers;
using System.Text;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Cuts a text into the pieces of the encoder's vocabulary: of all ways the one with the largest sum of log
/// probabilities, as a SentencePiece unigram model does. Immutable, so any thread may use it.
/// </summary>
internal sealed class SentencePieces
{
    /// <summary>What no piece covers.</summary>
    public const int Unknown = 0;

    /// <summary>
    /// In UTF-16 units; what comes later is not looked at. It fills the encoder's tokens many times over, and it keeps
    /// a hostile text from costing more than a long one.
    /// </summary>
    public const int MaxLength = 8192;

    private const char WordStart = '\u2581';

    // Normalising refuses lone surrogates and this one; no piece has any of them.
    private const char Noncharacter = '\uFFFE';
    private const char Replacement = '\uFFFD';

    private readonly PieceTrie trie;

    /// <summary>False in globalization-invariant mode: without the system's tables normalising does nothing at all, and other pieces would come out.</summary>
    public static bool CanNormalise => "\ufb01".Normalize(NormalizationForm.FormKC) == "fi";

    /// <param name="pieces">In the order of their ids.</param>
    /// <param name="reserved">How many pieces at the beginning are never cut.</param>
    /// <exception cref="PlatformNotSupportedException">In globalization-invariant mode.</exception>
    public SentencePieces(IReadOnlyList<(string Text, double LogProbability)> pieces, int reserved)
    {
        if (!CanNormalise)
            throw new PlatformNotSupportedException("Sentences cannot be encoded in globalization-invariant mode: install ICU and switch it off.");

        trie = new PieceTrie(pieces, reserved);
    }

    /// <summary>Writes the ids of a text's pieces.</summary>
    /// <param name="ids">A text with more pieces is cut when this is full.</param>
    /// <returns>How many were written.</returns>
    public int Cut(string text, Span<int> ids)
    {
        var prepared = Prepare(text);
        if (prepared.Length == 0) return 0;

        // By end of a piece: the best sum up to there, and the piece that it ends with.
        var sums = ArrayPool<double>.Shared.Rent(prepared.Length + 1);
        var steps = ArrayPool<(int Start, int Id)>.Shared.Rent(prepared.Length + 1);
        try
        {
            FindBest(prepared, sums, steps);
            return Collect(prepared.Length, steps, ids);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
            ArrayPool<(int, int)>.Shared.Return(steps);
        }
    }

    /// <summary>NFKC, and every word begins with U+2581, the first one too; every blank counts.</summary>
    private static string Prepare(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        if (text.Length == 0) return "";
        if (!Ascii.IsValid(text)) text = Wellformed(text).Normalize(NormalizationForm.FormKC);
        return string.Concat(WordStart.ToString(), text).Replace(' ', WordStart);
    }

    private static string Wellformed(string text) => string.Create(text.Length, text, static (characters, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            var character = from[i];
            if (char.IsHighSurrogate(character) && i + 1 < from.Length && char.IsLowSurrogate(from[i + 1]))
            {
                characters[i] = character;
                characters[++i] = from[i];
                continue;
            }

            characters[i] = char.IsSurrogate(character) || character == Noncharacter ? Replacement : character;
        }
    });

    private void FindBest(string text, double[] sums, (int Start, int Id)[] steps)
    {
        sums.AsSpan(0, text.Length + 1).Fill(double.NegativeInfinity);
        sums[0] = 0;
        for (var start = 0; start < text.Length; start++)
        {
            if (double.IsNegativeInfinity(sums[start])) continue;
            var found = false;
            var node = PieceTrie.Root;
            for (var end = start; end < text.Length && trie.TryNext(ref node, text[end]);)
            {
                end++;
                var (id, logProbability) = trie.EndAt(node);
                if (id == Unknown) continue;
                found = true;
                Offer(start, end, id, sums[start] + logProbability);
            }

            if (!found) Offer(start, start + (char.IsHighSurrogate(text[start]) ? 2 : 1), Unknown, sums[start]);
        }

        // Of two equal sums the one whose last piece starts later wins.
        void Offer(int start, int end, int id, double sum)
        {
            if (sum < sums[end]) return;
            sums[end] = sum;
            steps[end] = (start, id);
        }
    }

    /// <summary>Follows the pieces back from the end, then writes them in reading order.</summary>
    private static int Collect(int length, (int Start, int Id)[] steps, Span<int> ids)
    {
        var ends = new Stack<int>();
        for (var end = length; end > 0; end = steps[end].Start) ends.Push(end);

        var count = 0;
        while (count < ids.Length && ends.TryPop(out var end))
        {
            var id = steps[end].Id;
            if (id == Unknown && count > 0 && ids[count - 1] == Unknown) continue;
            ids[count++] = id;
        }

        return count;
    }
}
