using System.Globalization;
using System.IO.Compression;

namespace TalusBot.TeamsApp;

/// <summary>Reads an app package, ours or anybody's, and names everything that Teams would refuse.</summary>
internal static class PackageCheck
{
    /// <summary>Largest package, in bytes.</summary>
    public const int MaxZipBytes = 10 * 1024 * 1024;

    /// <summary>Most files in a package.</summary>
    public const int MaxFiles = 500;

    /// <summary>Largest manifest or icon once unpacked, in bytes; nothing else is unpacked.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    private const string Whole = "the package";

    public static PackageReport CheckFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.Length > MaxZipBytes
            ? PackageReport.Of(new PackageProblem(Whole, 0, Invariant($"The file has {file.Length:N0} bytes, and more than {MaxZipBytes:N0} are not read; an app package holds a manifest and two small pictures.")))
            : Check(ReadUpTo(file, MaxZipBytes) ?? []);
    }

    public static PackageReport Check(byte[] zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            return Check(archive);
        }
        catch (Exception error) when (IsDamage(error))
        {
            return PackageReport.Of(new PackageProblem(Whole, 0, "This is no whole zip file; pack manifest.json and the two icons again."));
        }
    }

    private static PackageReport Check(ZipArchive archive)
    {
        var problems = new List<PackageProblem>();
        if (archive.Entries.Count > MaxFiles)
        {
            return PackageReport.Of(new PackageProblem(Whole, 0, Invariant($"There are {archive.Entries.Count} files in it, and more than {MaxFiles} are not read; pack only manifest.json and the icons.")));
        }

        foreach (var name in archive.Entries.Select(entry => entry.FullName).Where(IsOutside))
        {
            problems.Add(new(Whole, 0, $"\"{Shown(name)}\" leads out of the package; pack the files again, without folders."));
        }

        foreach (var twice in archive.Entries.GroupBy(entry => entry.FullName, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            problems.Add(new(Whole, 0, $"\"{Shown(twice.Key)}\" is in it more than once; pack it once."));
        }

        if (Unpack(archive, AppPackage.ManifestName, "manifest.json", problems) is not { } manifest)
        {
            return new PackageReport(problems, null, null);
        }

        var (report, icons) = ManifestCheck.Check(manifest);
        problems.AddRange(report.Problems);
        foreach (var (kind, name, line) in icons)
        {
            var key = $"icons.{kind}";
            if (name.AsSpan().ContainsAny('/', '\\'))
            {
                problems.Add(new(AppPackage.ManifestName, line, $"\"{key}\" is \"{Shown(name)}\"; put the picture beside manifest.json, without a folder, and write its name only."));
            }

            if (Unpack(archive, name, $"the picture that \"{key}\" names", problems) is { } picture)
            {
                problems.AddRange(IconCheck.Check(kind, name, picture));
            }
        }

        return report with { Problems = problems };
    }

    private static byte[]? Unpack(ZipArchive archive, string name, string what, List<PackageProblem> problems)
    {
        if (archive.Entries.FirstOrDefault(entry => entry.FullName == name) is not { } entry)
        {
            problems.Add(new(Shown(name), 0, Missing(archive, name, what)));
            return null;
        }

        try
        {
            using var stream = entry.Open();
            if (ReadUpTo(stream, MaxFileBytes) is { } content)
            {
                return content;
            }

            problems.Add(new(Shown(name), 0, Invariant($"It is larger than {MaxFileBytes:N0} bytes once unpacked; no manifest or icon needs that.")));
        }
        catch (Exception error) when (IsDamage(error))
        {
            problems.Add(new(Shown(name), 0, "It cannot be unpacked: the zip is damaged or has a password. Pack it again, without a password."));
        }

        return null;
    }

    private static string Missing(ZipArchive archive, string name, string what)
    {
        var elsewhere = archive.Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
        return elsewhere is null ? $"It is missing: {what} must be in the package."
            : elsewhere.FullName.AsSpan().ContainsAny('/', '\\') ? $"It lies in a folder (\"{Shown(elsewhere.FullName)}\"); pack the files themselves, not the folder that they are in."
            : $"It is written \"{Shown(elsewhere.FullName)}\" in the package; capital letters count, so give it the name \"{Shown(name)}\".";
    }

    /// <summary>All of it, or null where there is more; what a zip says of its sizes is not believed.</summary>
    private static byte[]? ReadUpTo(Stream stream, int most)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (content.Length + read > most)
            {
                return null;
            }

            content.Write(buffer.AsSpan(0, read));
        }

        return content.ToArray();
    }

    private static bool IsOutside(string name) => name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/', '\\').Contains("..");

    private static bool IsDamage(Exception error) => error is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException or OverflowException;

    /// <summary>A name from somebody's file, short and on one line.</summary>
    internal static string Shown(string name)
    {
        var shown = string.Concat(name.Where(sign => !char.IsControl(sign)));
        return shown.Length > 80 ? shown[..77] + "..." : shown;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a package has to say for itself.</summary>
/// <param name="Problems">Everything that Teams would refuse; empty where nothing is.</param>
/// <param name="BotId">The app id of its bot; null where there is none.</param>
/// <param name="Summary">Name, version and schema; null where they cannot be read.</param>
internal sealed record PackageReport(IReadOnlyList<PackageProblem> Problems, string? BotId, string? Summary)
{
    public static PackageReport Of(PackageProblem problem) => new([problem], null, null);
}
