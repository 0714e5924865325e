using System.Buffers.Binary;
using System.IO.Compression;

namespace TalusBot.TeamsApp;

/// <summary>Portable Network Graphics, as far as icons need it.</summary>
/// <param name="Pixels">Row by row from the top; null where the picture is larger than <see cref="MaxRead"/> a side, or of a rare kind.</param>
internal sealed record Png(int Width, int Height, Pixel[]? Pixels)
{
    /// <summary>Pixels a side up to which a picture is read whole.</summary>
    public const int MaxRead = 512;

    private const byte Grey = 0;
    private const byte Rgb = 2;
    private const byte Palette = 3;
    private const byte GreyAlpha = 4;
    private const byte Rgba = 6;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Write(int width, int height, ReadOnlySpan<Pixel> pixels)
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                foreach (var pixel in pixels.Slice(y * width, width))
                {
                    deflate.Write([pixel.Red, pixel.Green, pixel.Blue, pixel.Alpha]);
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, Rgba);
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, rows.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <returns>Null where this is no whole PNG.</returns>
    public static Png? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature))
        {
            return null;
        }

        byte[]? header = null;
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        for (var rest = file[Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return null;
            }

            var type = rest.Slice(4, 4);
            var body = rest.Slice(8, (int)length);
            if (Crc(rest.Slice(4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]))
            {
                return null;
            }

            if (type.SequenceEqual("IHDR"u8))
            {
                header = body.ToArray();
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                palette = body.ToArray();
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                transparency = body.ToArray();
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return header is null || header.Length < 13 ? null : Of(header, palette, transparency, data.ToArray());
            }

            rest = rest[((int)length + 12)..];
        }

        return null;
    }

    private static Png? Of(byte[] header, byte[] palette, byte[] transparency, byte[] data)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        var channels = header[9] switch { Grey or Palette => 1, GreyAlpha => 2, Rgb => 3, Rgba => 4, _ => 0 };
        if (width <= 0 || height <= 0 || channels == 0)
        {
            return null;
        }

        var isPlain = width <= MaxRead && height <= MaxRead && header[8] == 8 && header[12] == 0;
        if (!isPlain)
        {
            return new Png(width, height, null);
        }

        return Rows(width, height, channels, data) is { } bytes ? new Png(width, height, Colours(header[9], channels, bytes, palette, transparency)) : null;
    }

    /// <summary>The bytes of all rows with their filters undone; null where some are missing.</summary>
    private static byte[]? Rows(int width, int height, int channels, byte[] data)
    {
        var stride = width * channels;
        var rows = new byte[stride * height];
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = inflate.ReadByte();
                var row = rows.AsSpan(y * stride, stride);
                inflate.ReadExactly(row);
                var above = y == 0 ? new byte[stride] : rows.AsSpan((y - 1) * stride, stride);
                for (var x = 0; x < stride; x++)
                {
                    int left = x < channels ? 0 : row[x - channels], up = above[x], corner = x < channels ? 0 : above[x - channels];
                    row[x] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
                }
            }

            return rows;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private static Pixel[] Colours(byte type, int channels, byte[] rows, byte[] palette, byte[] transparency)
    {
        var pixels = new Pixel[rows.Length / channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var at = rows.AsSpan(i * channels, channels);
            pixels[i] = type switch
            {
                Palette when (at[0] * 3) + 2 < palette.Length => new(palette[at[0] * 3], palette[(at[0] * 3) + 1], palette[(at[0] * 3) + 2], at[0] < transparency.Length ? transparency[at[0]] : (byte)255),
                Rgb => new(at[0], at[1], at[2], IsNamed(at, transparency) ? (byte)0 : (byte)255),
                Rgba => new(at[0], at[1], at[2], at[3]),
                GreyAlpha => new(at[0], at[0], at[0], at[1]),
                Grey => new(at[0], at[0], at[0], IsNamed(at, transparency) ? (byte)0 : (byte)255),
                _ => default,
            };
        }

        return pixels;
    }

    /// <summary>Whether this is the one colour that stands for transparent, given with two bytes a channel.</summary>
    private static bool IsNamed(ReadOnlySpan<byte> colour, byte[] transparency)
    {
        var isNamed = transparency.Length == colour.Length * 2;
        for (var i = 0; isNamed && i < colour.Length; i++)
        {
            isNamed = transparency[(i * 2) + 1] == colour[i];
        }

        return isNamed;
    }

    /// <summary>Of left, above and above left, the one nearest to left + above - above left (PNG specification, 9.4).</summary>
    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] typed = [.. type, .. body];
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = CrcTable[(crc ^ one) & 255] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>CRC-32 of one byte, with the polynomial of the PNG specification's annex D.</summary>
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
