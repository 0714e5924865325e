namespace TalusBot.Channels;

/// <summary>How many places each visitor has taken, and how many are taken in all. Whoever has none is not remembered.</summary>
internal sealed class Headcount
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private int total;

    /// <summary>How many places are taken by everybody.</summary>
    public int Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>How many visitors are remembered.</summary>
    public int Visitors
    {
        get
        {
            lock (gate)
            {
                return taken.Count;
            }
        }
    }

    /// <param name="most">For this visitor.</param>
    /// <param name="mostInAll">For everybody.</param>
    /// <returns>The place, given back when it is disposed of; null where there is none.</returns>
    public IDisposable? Enter(string visitor, int most, int mostInAll = int.MaxValue)
    {
        lock (gate)
        {
            var before = taken.GetValueOrDefault(visitor);
            if (before >= most || total >= mostInAll)
            {
                return null;
            }

            taken[visitor] = before + 1;
            total++;
            return new Place(this, visitor);
        }
    }

    private void Leave(string visitor)
    {
        lock (gate)
        {
            total--;
            if (taken[visitor] is > 1 and var left)
            {
                taken[visitor] = left - 1;
            }
            else
            {
                taken.Remove(visitor);
            }
        }
    }

    private sealed class Place(Headcount owner, string visitor) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                owner.Leave(visitor);
            }
        }
    }
}
