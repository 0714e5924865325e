namespace TalusBot.Fuzz;

/// <summary>A parser did not throw, and what it gave is wrong all the same.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    public static void Unless(bool kept, Func<string> otherwise)
    {
        if (!kept)
            throw new BrokenPromiseException(otherwise());
    }
}
