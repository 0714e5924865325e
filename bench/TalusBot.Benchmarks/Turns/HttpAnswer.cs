using System.Buffers;
using System.Buffers.Text;

namespace TalusBot.Benchmarks.Turns;

/// <summary>Finds the body in what has arrived of an answer: HTTP/1.1, with its length in the head or in chunks.</summary>
internal static class HttpAnswer
{
    /// <param name="chunks">Takes the body where it comes in chunks.</param>
    /// <returns>Null while a part of it is still to come.</returns>
    /// <exception cref="InvalidDataException">The answer is none of success.</exception>
    public static ReadOnlyMemory<byte>? Body(ReadOnlyMemory<byte> arrived, ArrayBufferWriter<byte> chunks)
    {
        var bytes = arrived.Span;
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        if (!bytes.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidDataException($"A turn was answered with \"{System.Text.Encoding.ASCII.GetString(bytes[..bytes.IndexOf("\r\n"u8)])}\".");
        }

        var body = arrived[(head + 4)..];
        return LengthIn(bytes[..(head + 2)]) is not { } length ? Unchunked(body, chunks)
            : body.Length < length ? null
            : body[..length];
    }

    /// <returns>Null where the head says none.</returns>
    private static int? LengthIn(ReadOnlySpan<byte> head)
    {
        for (var line = head; !line.IsEmpty; line = line[(line.IndexOf("\r\n"u8) + 2)..])
        {
            var name = "Content-Length:"u8;
            if (line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return Utf8Parser.TryParse(line[name.Length..].TrimStart((byte)' '), out int length, out _) ? length : throw new InvalidDataException("An answer has a length that is no number.");
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte>? Unchunked(ReadOnlyMemory<byte> rest, ArrayBufferWriter<byte> chunks)
    {
        chunks.ResetWrittenCount();
        while (rest.Span.IndexOf("\r\n"u8) is var line and >= 0)
        {
            if (!Utf8Parser.TryParse(rest.Span[..line], out int chunk, out _, 'x'))
            {
                throw new InvalidDataException("An answer has a chunk without a length.");
            }

            if (rest.Length < line + 2 + chunk + 2)
            {
                return null;
            }

            if (chunk == 0)
            {
                return chunks.WrittenMemory;
            }

            chunks.Write(rest.Span.Slice(line + 2, chunk));
            rest = rest[(line + 2 + chunk + 2)..];
        }

        return null;
    }
}
