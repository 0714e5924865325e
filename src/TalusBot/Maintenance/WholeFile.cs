using System.Text;
using TalusBot.Knowledge;

namespace TalusBot.Maintenance;

/// <summary>Writes a file of the knowledge or a seed whole or not at all.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null where there is no such file.</summary>
    public static string? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="AtomicFile.Write"/>
    /// <param name="text">Written as UTF-8 without a mark.</param>
    public static void Write(string path, string text, bool isNew = false) => AtomicFile.Write(path, stream => stream.Write(Utf8.GetBytes(text)), isNew);
}
