using System.IO.MemoryMappedFiles;

namespace TalusBot.Fuzz.Running;

/// <summary>The input that is being tried, in memory that outlives the process: an overflow of the stack ends it without a word.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int MostBytes = 1 << 20;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    /// <param name="path">Made where it is not there.</param>
    public CurrentInput(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, MostBytes + 16);
        view = file.CreateViewAccessor();
    }

    public void Set(long number, byte[] input)
    {
        view.Write(0, number);
        view.Write(8, Math.Min(input.Length, MostBytes));
        view.WriteArray(16, input, 0, Math.Min(input.Length, MostBytes));
    }

    public (long Number, byte[] Input) Get()
    {
        var input = new byte[view.ReadInt32(8)];
        view.ReadArray(16, input, 0, input.Length);
        return (view.ReadInt64(0), input);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
