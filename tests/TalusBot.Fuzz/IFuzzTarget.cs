namespace TalusBot.Fuzz;

/// <summary>Something that reads what others send or write, and what it promises about that.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>In commands, tables and folders.</summary>
    string Name { get; }

    /// <summary>How many of a run's inputs are this target's, beside the shares of the others.</summary>
    int Share { get; }

    /// <summary>The files whose lines a run must reach, from the root of the repository.</summary>
    IReadOnlyList<string> Parser { get; }

    /// <summary>Words that the format gives a meaning.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Most changes that make one input of another; fewer where everything is refused that is changed much.</summary>
    int MostSteps => 16;

    /// <summary>Whether what an input reaches can be measured: it runs on one thread, and the same input reaches the same.</summary>
    bool IsGuided => true;

    /// <summary>What mutations start from, in a fixed order.</summary>
    IReadOnlyList<byte[]> Corpus();

    /// <summary>Reads the input.</summary>
    /// <exception cref="BrokenPromiseException">What came out is not as promised. Any other exception is a crash.</exception>
    Verdict Try(byte[] input);

    /// <summary>Most hold nothing that must be given back.</summary>
    void IDisposable.Dispose()
    {
    }
}

/// <summary>What a parser made of an input.</summary>
internal enum Verdict
{
    /// <summary>Something could be read.</summary>
    Accepted,

    /// <summary>It was refused in words.</summary>
    Refused,
}
