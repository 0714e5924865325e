namespace TalusBot.Knowledge.Safety;

/// <summary>A message as the rules see it: its words, numbered, with the sets that match at each of them.</summary>
internal sealed class Reading
{
    /// <summary>No pattern looks further than this many words.</summary>
    public const ulong Window = (1UL << 62) - 1;

    private const ulong NotAsked = ulong.MaxValue;

    private readonly ulong[]?[] setEnds;

    public Reading(string message, Lexicon lexicon)
    {
        Lexicon = lexicon;
        Message = message;
        Words = Tokens.Of(message);
        setEnds = new ulong[lexicon.SetCount][];
        Stems = new int[Count];
        Exact = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            Stems[i] = lexicon.StemId(Words[i].Norm);
            Exact[i] = lexicon.ExactId(Words[i].Norm);
        }

        Fillers = new bool[Count];
        Breaks = new bool[Count];
        Mark(Language.Fillers, Fillers);
        Mark(Language.Breaks, Breaks);
        NoGap = [.. Breaks];
        Mark(Language.Negators, NoGap);
        HideFiguresOfSpeech();
    }

    public Lexicon Lexicon { get; }

    public string Message { get; }

    public List<Token> Words { get; }

    public int Count => Words.Count;

    public int[] Stems { get; }

    public int[] Exact { get; }

    public bool[] Fillers { get; }

    public bool[] Breaks { get; }

    /// <summary>Words that a gap in a pattern may not jump: "but", and "not", which would turn the meaning round.</summary>
    public bool[] NoGap { get; }

    public ulong EndsOfSet(int set, int at)
    {
        var ends = setEnds[set];
        if (ends is null)
        {
            setEnds[set] = ends = new ulong[Count];
            Array.Fill(ends, NotAsked);
        }

        if (ends[at] == NotAsked)
        {
            ends[at] = 0; // a set that names itself ends here
            ends[at] = Lexicon.Definition(set)!.Ends(this, at) & Window;
        }

        return ends[at];
    }

    /// <summary>The end of the longest match of a set that begins at a word; 0 where none begins.</summary>
    public int LongestAt(string set, int at) => Longest(EndsOfSet(Lexicon.Set(set), at), at);

    public static int Longest(ulong ends, int at) => ends <= 1 ? 0 : at + 63 - System.Numerics.BitOperations.LeadingZeroCount(ends);

    private void Mark(string set, bool[] marks)
    {
        for (var i = 0; i < Count; i++)
        {
            for (var end = LongestAt(set, i); end > i; end--)
            {
                marks[end - 1] = true;
            }
        }
    }

    // "numb to criticism", "cold feet about": such words are taken out before any rule looks.
    private void HideFiguresOfSpeech()
    {
        var hidden = new bool[Count];
        Mark(Language.NoSign, hidden);
        for (var i = 0; i < Count; i++)
        {
            if (hidden[i])
            {
                Stems[i] = Exact[i] = -1;
            }
        }

        Array.Clear(setEnds);
    }
}
