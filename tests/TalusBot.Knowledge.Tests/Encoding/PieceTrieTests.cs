using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class PieceTrieTests
{
    [Fact]
    public void Every_piece_of_the_vocabulary_ends_where_it_is_spelled()
    {
        var model = EncoderModel.Load();
        var reserved = model.Sizes.ReservedPieces;
        var trie = new PieceTrie(model.Pieces, reserved);

        // A few are there twice; then the later one counts.
        foreach (var (text, id) in model.Pieces.Select((piece, id) => (piece.Text, Id: id)).Skip(reserved).GroupBy(piece => piece.Text, StringComparer.Ordinal).Select(same => same.Last()))
        {
            Assert.Equal((id, model.Pieces[id].LogProbability), trie.EndAt(Spelled(trie, text)!.Value));
        }
    }

    [Fact]
    public void What_no_piece_begins_with_leads_nowhere()
    {
        var trie = new PieceTrie([("<unk>", 0), ("an", -1), ("ankle", -2)], reserved: 1);
        Assert.Equal(0, trie.EndAt(Spelled(trie, "ank")!.Value).Id);
        Assert.Equal(2, trie.EndAt(Spelled(trie, "ankle")!.Value).Id);
        Assert.Null(Spelled(trie, "ankles"));
        Assert.Null(Spelled(trie, "n"));
        Assert.Null(Spelled(trie, "<"));
        Assert.Null(Spelled(trie, "\0"));
    }

    private static int? Spelled(PieceTrie trie, string text)
    {
        var node = PieceTrie.Root;
        foreach (var character in text)
        {
            if (!trie.TryNext(ref node, character)) return null;
        }

        return node;
    }
}
