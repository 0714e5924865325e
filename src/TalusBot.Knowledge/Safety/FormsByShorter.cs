namespace TalusBot.Knowledge.Safety;

/// <summary>Words, found by what is left of them without one of their letters.</summary>
/// <remarks>
/// What is left is not kept: a place of the table holds the word's number and which of its letters is left out, and that
/// says it. Open addressing, so tens of thousands of them take four bytes each and some room.
/// </remarks>
internal sealed class FormsByShorter
{
    private const int LetterBits = 5;

    /// <summary>In letters.</summary>
    public const int LongestForm = 1 << LetterBits;

    private readonly List<string> forms = [];

    /// <summary>A power of two; 0 is a free place.</summary>
    private int[] places = new int[1024];
    private int taken;

    /// <summary>Adds a word; one that is there already stays once.</summary>
    /// <param name="form">Of one letter to <see cref="LongestForm"/>.</param>
    public void Add(string form)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.Length, LongestForm, nameof(form));
        if (Holds(form, without: 0))
        {
            return;
        }

        forms.Add(form);
        for (var letter = 0; letter < form.Length; letter++)
        {
            // Without any of the letters of a run the same is left.
            if (letter == 0 || form[letter] != form[letter - 1])
            {
                if (++taken > places.Length / 4 * 3)
                {
                    Grow();
                }

                Put((forms.Count << LetterBits) | letter);
            }
        }
    }

    /// <summary>Whether a word is there, looked for by what is left without one of its letters.</summary>
    public bool Holds(string form, int without) => Of(form, without).Contains(form);

    /// <summary>The words of which a text is left without one of their letters.</summary>
    /// <param name="without">The text is <paramref name="text"/> without this letter; -1 for all of it.</param>
    public IEnumerable<string> Of(string text, int without)
    {
        for (var at = Hash(text, without) & (places.Length - 1); places[at] != 0; at = (at + 1) & (places.Length - 1))
        {
            var (form, letter) = At(places[at]);
            if (IsSame(text, without, form, letter))
            {
                yield return form;
            }
        }
    }

    private (string Form, int Letter) At(int place) => (forms[(place >> LetterBits) - 1], place & (LongestForm - 1));

    private static bool IsSame(string a, int withoutA, string b, int withoutB)
    {
        var length = a.Length - (withoutA < 0 ? 0 : 1);
        if (length != b.Length - 1)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (a[withoutA >= 0 && i >= withoutA ? i + 1 : i] != b[i >= withoutB ? i + 1 : i])
            {
                return false;
            }
        }

        return true;
    }

    // FNV-1a, with its upper bits mixed in: places are counted by the lower ones.
    private static int Hash(string text, int without)
    {
        var hash = 2166136261u;
        for (var i = 0; i < text.Length; i++)
        {
            if (i != without)
            {
                hash = (hash ^ text[i]) * 16777619u;
            }
        }

        return (int)((hash ^ (hash >> 15)) & int.MaxValue);
    }

    private void Grow()
    {
        var before = places;
        places = new int[2 * before.Length];
        foreach (var place in before)
        {
            if (place != 0)
            {
                Put(place);
            }
        }
    }

    private void Put(int place)
    {
        var (form, letter) = At(place);
        var at = Hash(form, letter) & (places.Length - 1);
        while (places[at] != 0)
        {
            at = (at + 1) & (places.Length - 1);
        }

        places[at] = place;
    }
}
