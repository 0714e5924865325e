using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Keeps the vectors of sentences in a file, so that a restart or the edit of one entry does not encode everything
/// again. A vector is found by the hash of its sentence and of the encoder's identity, so nothing in the file can be out
/// of date. The file is a header of 16 bytes and records of 552: hash, vector, check.
/// </summary>
/// <remarks>
/// Any number of threads may share one instance, and any number of processes one file: it is only ever replaced as a
/// whole, so the last one to save wins and nobody reads half a file.
/// </remarks>
public sealed class VectorCache
{
    private const int Version = 1;
    private const int HeaderLength = 16;
    private const int VectorOffset = 32;
    private const int CheckOffset = VectorOffset + SentenceEncoder.Dimensions;
    private const int CheckLength = 8;
    private const int RecordLength = CheckOffset + CheckLength;

    private readonly string file;
    private readonly SentenceEncoder encoder;
    private readonly Lock gate = new();
    private readonly HashSet<Key> used = [];
    private Dictionary<Key, SentenceVector> vectors = [];
    private bool changed;

    private VectorCache(string file, SentenceEncoder encoder)
    {
        this.file = file;
        this.encoder = encoder;
    }

    /// <summary>What was wrong with the file when it was opened; null if nothing was. Saving mends it.</summary>
    public string? Problem { get; private set; }

    /// <summary>Vectors held now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return vectors.Count;
        }
    }

    private static ReadOnlySpan<byte> Magic => "TALUSVEC"u8;

    /// <summary>Reads what is there. A damaged or unreadable file is no error: its vectors are encoded again.</summary>
    /// <param name="file">Need not exist, and neither need its folder.</param>
    public static VectorCache Open(string file, SentenceEncoder encoder)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(encoder);
        var cache = new VectorCache(Path.GetFullPath(file), encoder);
        cache.Read();
        return cache;
    }

    /// <summary>The vectors of many sentences, in their order; only those that are new are encoded, on all cores.</summary>
    /// <param name="progress">Told how many sentences have been encoded, from 1; not told of those that were known.</param>
    public IReadOnlyList<SentenceVector> EncodeAll(
        IReadOnlyList<string> sentences, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        return EncodeAtMost(int.MaxValue, sentences, progress, cancel)!;
    }

    /// <summary>As <see cref="EncodeAll"/>, unless it would take too long.</summary>
    /// <param name="most">So many sentences may be new.</param>
    /// <returns>Null where more are new; none is encoded then.</returns>
    public IReadOnlyList<SentenceVector>? EncodeAtMost(int most, IReadOnlyList<string> sentences, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var keys = sentences.Select(KeyOf).ToArray();
        var found = new SentenceVector?[keys.Length];
        var missing = new Dictionary<Key, string>();
        lock (gate)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                if (vectors.TryGetValue(keys[i], out found[i])) used.Add(keys[i]);
                else missing.TryAdd(keys[i], sentences[i]);
            }
        }

        if (missing.Count > most)
        {
            return null;
        }

        var encoded = missing.Keys.Zip(encoder.EncodeAll([.. missing.Values], progress, cancel)).ToDictionary();
        lock (gate)
        {
            foreach (var (key, vector) in encoded)
            {
                vectors[key] = vector;
                used.Add(key);
                changed = true;
            }
        }

        return [.. keys.Select((key, i) => found[i] ?? encoded[key])];
    }

    /// <summary>Those of many sentences that have no vector yet, in their order.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var keys = sentences.Select(KeyOf).ToArray();
        lock (gate)
        {
            return [.. sentences.Where((_, i) => !vectors.ContainsKey(keys[i]))];
        }
    }

    /// <summary>Encodes a few sentences on this thread alone, for a later <see cref="EncodeAll"/>.</summary>
    public void Prepare(IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var encoded = Missing(sentences).Select(sentence => (Key: KeyOf(sentence), Vector: SentenceVector.From(encoder.Encode(sentence)))).ToList();
        lock (gate)
        {
            foreach (var (key, vector) in encoded)
            {
                changed |= vectors.TryAdd(key, vector);
            }
        }
    }

    /// <summary>Writes all vectors and forgets none: for work that goes on.</summary>
    /// <exception cref="IOException">If the file cannot be written; the old one is still there then.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void SaveAll()
    {
        lock (gate)
        {
            if (changed) Write(vectors);
            changed = false;
        }
    }

    /// <summary>Writes the vectors that were asked for since the last time, and forgets the others.</summary>
    /// <exception cref="IOException">If the file cannot be written; the old one is still there then.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Save()
    {
        lock (gate)
        {
            if (used.Count == 0) return;
            var kept = used.Count == vectors.Count ? vectors : vectors.Where(pair => used.Contains(pair.Key)).ToDictionary();
            if (changed || kept.Count < vectors.Count) Write(kept);
            vectors = kept;
            used.Clear();
            changed = false;
        }
    }

    private Key KeyOf(string sentence)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(sentence);
        return Key.Of([.. encoder.Identity, .. text]);
    }

    private void Read()
    {
        if (!File.Exists(file)) return;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = $"{file} cannot be read: {e.Message}";
            return;
        }

        changed = true; // until all of it has proved sound
        if (bytes.Length < HeaderLength || !bytes.AsSpan().StartsWith(Magic))
        {
            Problem = $"{file} is not a file of sentence vectors";
            return;
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        if (version != Version)
        {
            Problem = $"{file} is of version {version}, not {Version}";
            return;
        }

        var damaged = 0;
        for (var offset = HeaderLength; offset < bytes.Length; offset += RecordLength)
        {
            var record = bytes.AsSpan(offset, Math.Min(RecordLength, bytes.Length - offset));
            if (record.Length == RecordLength && CheckOf(record).AsSpan().SequenceEqual(record[CheckOffset..]))
            {
                var steps = MemoryMarshal.Cast<byte, sbyte>(record[VectorOffset..CheckOffset]);
                vectors[Key.Read(record)] = SentenceVector.FromSteps(steps);
            }
            else
            {
                damaged++;
            }
        }

        changed = damaged > 0;
        if (damaged > 0) Problem = $"{file} has {damaged} damaged vectors beside {vectors.Count} sound ones";
    }

    private void Write(Dictionary<Key, SentenceVector> kept)
    {
        var bytes = new byte[HeaderLength + (kept.Count * RecordLength)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length), Version);
        var offset = HeaderLength;
        foreach (var (key, vector) in kept)
        {
            var record = bytes.AsSpan(offset, RecordLength);
            key.Write(record);
            MemoryMarshal.AsBytes(vector.Steps).CopyTo(record[VectorOffset..]);
            CheckOf(record).CopyTo(record[CheckOffset..]);
            offset += RecordLength;
        }

        // What a power cut spoils is encoded again.
        AtomicFile.Write(file, stream => stream.Write(bytes), toDisk: false);
    }

    private static byte[] CheckOf(ReadOnlySpan<byte> record) => SHA256.HashData(record[..CheckOffset])[..CheckLength];

    /// <summary>A SHA-256 hash that can be looked up.</summary>
    private readonly record struct Key(UInt128 First, UInt128 Second)
    {
        public static Key Of(ReadOnlySpan<byte> content) => Read(SHA256.HashData(content));

        public static Key Read(ReadOnlySpan<byte> hash) =>
            new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));

        public void Write(Span<byte> hash)
        {
            BinaryPrimitives.WriteUInt128BigEndian(hash, First);
            BinaryPrimitives.WriteUInt128BigEndian(hash[16..], Second);
        }
    }
}
