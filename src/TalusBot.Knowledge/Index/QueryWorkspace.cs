using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>What a search needs beside the index and its result: kept by each thread, so that a question allocates nothing else.</summary>
internal sealed class QueryWorkspace
{
    // Beyond that a workspace is not kept: an endless question or list of hits would hold its memory for good.
    private const int MostTermsKept = 1024;
    private const int MostHitsKept = 4096;

    [ThreadStatic]
    private static QueryWorkspace? free;

    private readonly HashSet<int> seen = [];

    /// <summary>The question's terms that the index knows, each once, in the order of their first mention.</summary>
    public List<int> Terms { get; } = [];

    public TopDocs Best { get; } = new();

    public MaxScore Scorer { get; } = new();

    /// <summary>Takes the thread's workspace; after an exception it is not given back and a new one takes its place.</summary>
    public static QueryWorkspace Rent()
    {
        var workspace = free ?? new();
        free = null;
        return workspace;
    }

    public void Return()
    {
        if (seen.Capacity <= MostTermsKept && Best.Room <= MostHitsKept) free = this;
    }

    public void Read(string question, TermDictionary dictionary)
    {
        Terms.Clear();
        seen.Clear();
        var tokens = new EnglishTokens(question, stackalloc char[WordBreaker.MaxTokenLength]);
        while (tokens.MoveNext())
        {
            if (dictionary.Find(tokens.Term) is var term and >= 0 && seen.Add(term)) Terms.Add(term);
        }
    }
}
