using System.Text;

namespace TalusBot.Maintenance;

/// <summary>Writes a file of the knowledge so that nobody ever reads half of it.</summary>
internal static class KnowledgeFile
{
    /// <param name="path">Its folder is made where there is none.</param>
    /// <param name="isNew">Whether a file that is there already is left alone; then it is an <see cref="IOException"/>.</param>
    /// <exception cref="IOException">It could not be written; what was there still is.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, string text, bool isNew)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // A name that begins with a dot is no entry.
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: !isNew);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
