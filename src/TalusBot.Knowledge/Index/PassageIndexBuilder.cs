namespace TalusBot.Knowledge.Index;

/// <summary>
/// Collects documents; called by one thread, one <see cref="Build"/> at the end. Where there are many, batches of them
/// are read on all cores meanwhile; the index is the same whatever the number of cores.
/// </summary>
public sealed class PassageIndexBuilder
{
    private readonly TermDictionary dictionary = new();
    private readonly List<string> ids = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<(DocumentBatch Batch, int First, int[] Terms)> batches = [];
    private readonly Queue<Task<DocumentBatch>> underway = new();
    private List<IndexDocument> waiting = [];
    private int waitingLength;
    private int joined;
    private bool built;

    /// <summary>Adds one document behind those that are in.</summary>
    /// <exception cref="ArgumentException">The id is there already.</exception>
    /// <exception cref="InvalidOperationException">The index has been built.</exception>
    public PassageIndexBuilder Add(IndexDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ThrowIfBuilt();
        if (!known.Add(document.Id)) throw new ArgumentException($"The index has a document \"{document.Id}\" already.", nameof(document));
        ids.Add(document.Id);
        waiting.Add(document);
        waitingLength += document.Question.Length + document.Answer.Length;
        if (waiting.Count == DocumentBatch.Size || waitingLength >= DocumentBatch.LongestText)
        {
            // So many texts are held at most; an author of documents that is quicker than the cores waits here.
            if (underway.Count > Environment.ProcessorCount) Join(underway.Dequeue().GetAwaiter().GetResult());
            var full = waiting;
            (waiting, waitingLength) = (new(DocumentBatch.Size), 0);
            underway.Enqueue(Task.Run(() => DocumentBatch.Of(full)));
        }

        return this;
    }

    /// <summary>The finished index; the builder is spent after that.</summary>
    /// <exception cref="InvalidOperationException">The index has been built.</exception>
    public PassageIndex Build()
    {
        ThrowIfBuilt();
        built = true;
        while (underway.TryDequeue(out var batch)) Join(batch.GetAwaiter().GetResult());
        if (waiting.Count > 0) Join(DocumentBatch.Of(waiting));
        waiting = [];

        string[] all = [.. ids];
        int[] ranks = [];
        FieldPostings question = null!, answer = null!, flat = null!;
        Parallel.Invoke(
            () => ranks = Ranks(all),
            () =>
            {
                // A field that no document has is empty, and the other one is then all of the text.
                var (hasQuestion, hasAnswer) = (batches.Any(one => one.Batch.Question is not null), batches.Any(one => one.Batch.Answer is not null));
                flat = Postings(batch => batch.Flat);
                question = hasQuestion && !hasAnswer ? flat : Postings(batch => batch.Question);
                answer = hasAnswer && !hasQuestion ? flat : Postings(batch => batch.Answer);
            });
        batches.Clear();
        return new(dictionary, all, ranks, question, answer, flat);
    }

    private FieldPostings Postings(Func<DocumentBatch, FieldBatch?> field) =>
        FieldIndexBuilder.Build([.. batches.Select(one => (field(one.Batch), one.First, one.Terms))], ids.Count, dictionary.Count);

    // In the order of documents, so that the terms' numbers do not hang on which core was first.
    private void Join(DocumentBatch batch)
    {
        batches.Add((batch with { Terms = [] }, joined, [.. batch.Terms.Select(dictionary.Add)]));
        joined += batch.Flat.Lengths.Length;
    }

    private static int[] Ranks(string[] ids)
    {
        var documents = Enumerable.Range(0, ids.Length).ToArray();
        Array.Sort((string[])ids.Clone(), documents, StringComparer.Ordinal);
        var ranks = new int[ids.Length];
        for (var rank = 0; rank < ranks.Length; rank++) ranks[documents[rank]] = rank;
        return ranks;
    }

    // A finished index shares the dictionary; more terms would change it under its readers.
    private void ThrowIfBuilt()
    {
        if (built) throw new InvalidOperationException("This builder has built its index; take a new one for another.");
    }
}
