using System.Numerics;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// From a node and a character to the next node, for the pieces of the encoder's vocabulary: one table with open addressing,
/// since every character of every text is looked up in it several times.
/// </summary>
internal sealed class PieceTrie
{
    public const int Root = 0;

    // Fibonacci hashing: the golden ratio of 2^32.
    private const uint Spread = 2_654_435_769;

    private readonly uint[] keys;
    private readonly ushort[] targets;
    private readonly int shift;

    /// <summary>By node: the piece that ends there, and its log probability; 0 and 0 where none does.</summary>
    private readonly (int Id, double LogProbability)[] ends;

    /// <param name="pieces">In the order of their ids; of equal ones the last counts. None is empty or has the character U+0000 in it.</param>
    /// <param name="reserved">How many at the beginning are left out.</param>
    public PieceTrie(IReadOnlyList<(string Text, double LogProbability)> pieces, int reserved)
    {
        var next = new Dictionary<uint, ushort>(4 * pieces.Count);
        var ends = new List<(int, double)> { default };
        for (var id = reserved; id < pieces.Count; id++)
        {
            var node = Root;
            foreach (var character in pieces[id].Text)
            {
                if (!next.TryGetValue(Key(node, character), out var child))
                {
                    child = checked((ushort)ends.Count);
                    next.Add(Key(node, character), child);
                    ends.Add(default);
                }

                node = child;
            }

            ends[node] = (id, pieces[id].LogProbability);
        }

        this.ends = [.. ends];
        var places = BitOperations.RoundUpToPowerOf2((uint)next.Count * 2);
        shift = 32 - BitOperations.Log2(places);
        (keys, targets) = (new uint[places], new ushort[places]);
        foreach (var (key, target) in next)
        {
            var at = Place(key);
            while (keys[at] != 0) at = After(at);
            (keys[at], targets[at]) = (key, target);
        }
    }

    /// <param name="node">Gets the next node.</param>
    /// <returns>False where no piece goes on so.</returns>
    public bool TryNext(ref int node, char character)
    {
        var key = Key(node, character);
        for (var at = Place(key); keys[at] != 0; at = After(at))
        {
            if (keys[at] == key)
            {
                node = targets[at];
                return true;
            }
        }

        return false;
    }

    /// <returns>The piece that ends at a node, 0 for none, and its log probability.</returns>
    public (int Id, double LogProbability) EndAt(int node) => ends[node];

    private static uint Key(int node, char character) => ((uint)node << 16) | character;

    private uint Place(uint key) => (key * Spread) >> shift;

    private uint After(uint place) => (place + 1) & ((uint)keys.Length - 1);
}
