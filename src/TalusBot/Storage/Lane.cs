namespace TalusBot.Storage;

/// <summary>Which of several that work side by side has a conversation: always the same one, so what is about it keeps its order.</summary>
internal static class Lane
{
    /// <returns>From 0 to less than <paramref name="lanes"/>, the same in every run (FNV-1a over UTF-16 units).</returns>
    public static int Of(string conversation, int lanes)
    {
        var hash = 2166136261u;
        foreach (var c in conversation)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)(hash % (uint)lanes);
    }
}
