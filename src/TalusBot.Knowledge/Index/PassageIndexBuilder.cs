using System.Runtime.InteropServices;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>Collects documents; one thread, one <see cref="Build"/> at the end.</summary>
public sealed class PassageIndexBuilder
{
    private readonly TermDictionary dictionary = new();
    private readonly FieldIndexBuilder question = new("question");
    private readonly FieldIndexBuilder answer = new("answer");
    private readonly FieldIndexBuilder flat = new("text");
    private readonly List<string> ids = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<int> terms = [];
    private bool built;

    /// <summary>Adds one document behind those that are in.</summary>
    /// <exception cref="ArgumentException">The id is there already.</exception>
    /// <exception cref="InvalidOperationException">The index has been built.</exception>
    public PassageIndexBuilder Add(IndexDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ThrowIfBuilt();
        if (!known.Add(document.Id)) throw new ArgumentException($"The index has a document \"{document.Id}\" already.", nameof(document));

        // No word reaches over the line break between question and answer, so the flat text's terms are those of both.
        terms.Clear();
        Analyze(document.Question);
        var ofQuestion = terms.Count;
        Analyze(document.Answer);
        var all = CollectionsMarshal.AsSpan(terms);
        question.Add(all[..ofQuestion]);
        answer.Add(all[ofQuestion..]);
        flat.Add(all);
        ids.Add(document.Id);
        return this;
    }

    /// <summary>The finished index; the builder is spent after that.</summary>
    /// <exception cref="InvalidOperationException">The index has been built.</exception>
    public PassageIndex Build()
    {
        ThrowIfBuilt();
        built = true;
        return new(dictionary, [.. ids], question.Build(dictionary.Count), answer.Build(dictionary.Count), flat.Build(dictionary.Count));
    }

    // A finished index shares the dictionary; more terms would change it under its readers.
    private void ThrowIfBuilt()
    {
        if (built) throw new InvalidOperationException("This builder has built its index; take a new one for another.");
    }

    private void Analyze(string text)
    {
        var tokens = new EnglishTokens(text, stackalloc char[WordBreaker.MaxTokenLength]);
        while (tokens.MoveNext()) terms.Add(dictionary.Add(tokens.Term));
    }
}
