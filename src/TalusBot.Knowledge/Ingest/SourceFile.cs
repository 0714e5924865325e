using System.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>A file as it stands on disk, before anybody looked into it.</summary>
/// <param name="Path">As problems are to name it.</param>
/// <param name="Bytes">The whole content.</param>
public sealed record SourceFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file whose content is already text.</summary>
    public static SourceFile FromText(string path, string text) => new(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The file's name without folder and ending: the id of what it holds.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>As <see cref="Decode"/>, with lines that everybody counts the same (<see cref="SourceText.WithLineFeeds"/>).</summary>
    internal string? DecodeLines(int maxBytes, List<SourceProblem> problems) => Decode(maxBytes, problems) is { } text ? SourceText.WithLineFeeds(text) : null;

    /// <summary>The content as text without a byte order mark; null, with a problem, where it is not UTF-8 or larger than allowed.</summary>
    internal string? Decode(int maxBytes, List<SourceProblem> problems)
    {
        if (Bytes.Length > maxBytes)
        {
            problems.Add(new(Path, 0, Invariant($"The file is larger than {maxBytes:N0} bytes; shorten or split it.")));
            return null;
        }

        try
        {
            if (Bytes.Span.IndexOf((byte)0) is >= 0 and var nul)
            {
                problems.Add(new(Path, LineAt(nul), "There is a zero byte here, so this is no plain text; save the file as UTF-8."));
                return null;
            }

            return WithoutByteOrderMark(Strict.GetString(Bytes.Span));
        }
        catch (DecoderFallbackException e)
        {
            problems.Add(new(Path, LineAt(e.Index), "The file is not UTF-8 here; save it as UTF-8."));
            return null;
        }
    }

    private int LineAt(int offset) => 1 + Bytes.Span[..Math.Clamp(offset, 0, Bytes.Length)].Count((byte)'\n');

    internal static string WithoutByteOrderMark(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;

    private static string Invariant(FormattableString message) => FormattableString.Invariant(message);
}
