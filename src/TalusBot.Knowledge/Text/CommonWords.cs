namespace TalusBot.Knowledge.Text;

/// <summary>Whether a word is common English; such a word is never taken for a slip of the finger.</summary>
/// <remarks>The list travels in the assembly as sorted lines and is searched as such, where it lies; there is nothing to build at start.</remarks>
internal static class CommonWords
{
    private static readonly UnmanagedMemoryStream List = (UnmanagedMemoryStream)typeof(CommonWords).Assembly.GetManifestResourceStream("english-words.txt")!;

    /// <summary>Where the assembly itself lies; it is never unloaded.</summary>
    private static unsafe ReadOnlySpan<byte> Words => new(List.PositionPointer, (int)List.Length);

    /// <param name="word">In lower case, letters a to z only; the list has none under four letters.</param>
    public static bool Contains(ReadOnlySpan<char> word)
    {
        Span<byte> wanted = stackalloc byte[64];
        if (word.Length > wanted.Length || !System.Text.Encoding.ASCII.TryGetBytes(word, wanted, out var length))
        {
            return false;
        }

        wanted = wanted[..length];
        var words = Words;
        var (low, high) = (0, words.Length);
        while (low < high)
        {
            var start = words[..((low + high) / 2)].LastIndexOf((byte)'\n') + 1;
            var end = start + words[start..].IndexOf((byte)'\n');
            var order = words[start..end].SequenceCompareTo(wanted);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (end + 1, high) : (low, start);
        }

        return false;
    }
}
