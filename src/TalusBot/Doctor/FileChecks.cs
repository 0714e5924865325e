using System.Globalization;
using Microsoft.Data.Sqlite;
using TalusBot.Channels.Connector;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;
using TalusBot.TeamsApp;

namespace TalusBot.Doctor;

/// <summary>What lies on the disk: the app package, the knowledge and the data file. Nothing is changed.</summary>
internal static class FileChecks
{
    /// <summary>Under so much free space a warning is due, in bytes.</summary>
    private const long LittleSpace = 100 * 1024 * 1024;

    public static Finding Package(string path, BotRegistration bot)
    {
        const string Check = "package";
        if (!File.Exists(path))
        {
            return Finding.Skipped(Check, $"There is no {path} here.", bot.HasAppId ? "Make it with \"teams package\", or name it with --package." : null);
        }

        var report = PackageCheck.CheckFile(path);
        return report.Problems.Count > 0 ? Finding.Wrong(Check, string.Create(CultureInfo.InvariantCulture, $"{path} has {report.Problems.Count} mistake(s). {report.Problems[0]}"), $"Make it again with \"teams package\"; \"teams check {path}\" names every mistake.")
            : bot.HasAppId && !string.Equals(report.BotId, bot.MicrosoftAppId, StringComparison.OrdinalIgnoreCase) ? Finding.Wrong(Check, $"{path} is for the bot {report.BotId ?? "of nobody"}, but MicrosoftAppId is {bot.MicrosoftAppId}.", "Make it again with \"teams package\", with the settings with which the bot runs.")
            : Finding.Ok(Check, $"{path} is right: {report.Summary}.");
    }

    public static Finding Knowledge(KnowledgeOptions folders)
    {
        const string Check = "knowledge";
        var (snapshot, problems) = Snapshot.Read(folders.Path, folders.Seeds);
        var mistakes = problems.Where(problem => problem.Severity is Severity.Error).ToList();
        return mistakes.Count > 0 || snapshot is null
            ? Finding.Wrong(Check, string.Create(CultureInfo.InvariantCulture, $"The files have {mistakes.Count} mistake(s). {mistakes.FirstOrDefault()}"), "\"check\" names every mistake with its file, line and remedy; if the folder is elsewhere, set Knowledge__Path and Knowledge__Seeds.")
            : Finding.Ok(Check, string.Create(CultureInfo.InvariantCulture, $"{snapshot.UnitCount} things to answer from, in {Path.GetFullPath(folders.Path)}."));
    }

    public static Finding Store(StorageOptions storage)
    {
        const string Check = "store";
        const string Remedy = "Give the account that runs the bot the right to write there, or choose another place with Storage__Path.";
        var path = Path.GetFullPath(storage.Path);
        var folder = Existing(DataFolder.Of(storage));
        if (folder is null || !CanWrite(folder))
        {
            return Finding.Wrong(Check, $"Nothing can be written to {folder ?? path}.", Remedy);
        }

        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < LittleSpace)
        {
            return Finding.Warning(Check, string.Create(CultureInfo.InvariantCulture, $"Only {free / (1024 * 1024)} MB are free at {folder}."), "Make room; without any the bot cannot take messages.");
        }

        if (!File.Exists(path))
        {
            return Finding.Ok(Check, $"{path} is made at the first start.");
        }

        try
        {
            return Version(path) is var version && version > Schema.Version
                ? Finding.Wrong(Check, $"{path} was written by a newer TalusBot.", "Start that version, or restore the backup that was made before it ran.")
                : Finding.Ok(Check, $"{path} can be read and written.");
        }
        catch (SqliteException error)
        {
            return Finding.Wrong(Check, $"{path} cannot be read: {error.Message}", "Choose another file with Storage__Path, or restore a backup.");
        }
    }

    private static long Version(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'";
        if (command.ExecuteScalar() is 0L)
        {
            return 0;
        }

        command.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The folder, or the nearest around it that there is.</summary>
    private static string? Existing(string? folder)
    {
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
