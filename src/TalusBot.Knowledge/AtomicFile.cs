namespace TalusBot.Knowledge;

/// <summary>Writes a file whole or not at all; who reads it meanwhile has the old one.</summary>
public static class AtomicFile
{
    /// <summary>Writes under another name and renames. That name begins with a dot, so nobody takes it for a file of the folder, and is another each time, so two processes stay out of each other's way.</summary>
    /// <param name="path">Its folder is made where there is none.</param>
    /// <param name="write">Writes the content into a new file; it may seek.</param>
    /// <param name="isNew">Whether a file that is there already is left alone; then it is an <see cref="IOException"/>.</param>
    /// <param name="toDisk">Whether to wait until the content is on the disk, so that it outlives a power cut.</param>
    /// <exception cref="IOException">It cannot be written; what was there still is.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, Action<Stream> write, bool isNew = false, bool toDisk = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(toDisk);
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
