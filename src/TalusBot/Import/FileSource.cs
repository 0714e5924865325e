using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Import;

/// <summary>Takes a post from a WordPress export, or an article from a file of its own.</summary>
internal static class FileSource
{
    /// <param name="wanted">Which post of an export; must be null for an article.</param>
    public static Imported Read(string path, string? wanted)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new ImportRefusal($"\"{path}\" is a folder; name an export file, an article, or a web address.");
            }

            using var file = File.OpenRead(path);
            var read = IsExport(path, file) ? Export(file, path, wanted) : Article(file, path, wanted);
            return read.Value is { } post
                ? new Imported(post, Path.GetFileName(path))
                : throw new ImportRefusal(string.Join('\n', read.Problems), exitCode: 1);
        }
        catch (FileNotFoundException)
        {
            throw new ImportRefusal($"There is no file \"{path}\"; name an export file, an article, or an address that begins with https://.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusal($"\"{path}\" cannot be read: {error.Message}");
        }
    }

    private static bool IsExport(string path, FileStream file)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is var ending && ending is ".md" or ".markdown" or ".txt")
        {
            return false;
        }

        Span<byte> start = stackalloc byte[256];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var first = start[..length].IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        return ending is ".xml" or ".wxr" || (first >= 0 && start[first] == (byte)'<');
    }

    private static Reading<BlogPost> Export(FileStream file, string path, string? wanted) => file.Length > WxrReader.MaxBytes
        ? new(null, [new(path, 0, FormattableString.Invariant($"The file is too large ({file.Length:N0} bytes, more than {WxrReader.MaxBytes:N0}); export one month or one author at a time."))])
        : WxrReader.Read(file, path, wanted);

    private static Reading<BlogPost> Article(FileStream file, string path, string? wanted)
    {
        if (wanted is not null)
        {
            throw new ImportRefusal("--post chooses among the posts of an export or of a site; this file is one article.");
        }

        var bytes = new byte[Math.Min(file.Length, ArticleFile.MaxBytes + 1L)];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return ArticleFile.Read(new SourceFile(path, bytes.AsMemory(0, length)), Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown");
    }
}
