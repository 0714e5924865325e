using System.CommandLine;
using TalusBot.Knowledge.Ingest;
using TalusBot.TeamsApp;

namespace TalusBot.Commands;

/// <summary><c>teams</c>: the app package that Microsoft Teams asks for.</summary>
internal static class TeamsCommand
{
    public const string DefaultPackage = "talusbot-teams.zip";

    public static Command Make(FolderOptions folders, CommandOutput to) => new("teams", "Make and check the app package for Microsoft Teams (docs/teams.md).")
    {
        Package(folders, to),
        Check(to),
    };

    private static Command Package(FolderOptions folders, CommandOutput to)
    {
        var file = new Option<string>("--out") { Description = $"The file to write. Default: {DefaultPackage}.", DefaultValueFactory = _ => DefaultPackage };
        var version = new Option<string>("--schema") { Description = $"The manifest's version: {SchemaVersion.Newest}, or {SchemaVersion.Widespread} for tenants that are behind. Default: {SchemaVersion.Newest}.", DefaultValueFactory = _ => SchemaVersion.Newest.ToString() };
        version.AcceptOnlyFromAmong(SchemaVersion.Newest.ToString(), SchemaVersion.Widespread.ToString());
        var host = new Option<string?>("--host") { Description = "The bot's public address, such as https://bot.example, so that Teams knows its links." };
        var command = new Command("package", "Write the zip that is uploaded to Teams, from the section \"teams\" of site.yaml and the setting MicrosoftAppId.") { file, version, host };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var siteFile = Path.Combine(folders.Of(parsed).Knowledge, "site.yaml");
            if (ReadSite(siteFile, to) is not { } site)
            {
                return 1;
            }

            var (zip, problems) = AppPackage.Make(site, siteFile.Replace('\\', '/'), EnvironmentSettings.Load()["MicrosoftAppId"], parsed.GetValue(host), SchemaVersion.Parse(parsed.GetValue(version))!.Value);
            foreach (var problem in problems)
            {
                to.Error.WriteLine(problem);
            }

            if (zip is null)
            {
                to.Error.WriteLine(problems.Count == 1 ? "No package was written: 1 mistake to mend." : $"No package was written: {problems.Count} mistakes to mend.");
                return 1;
            }

            var path = parsed.GetValue(file)!;
            try
            {
                File.WriteAllBytes(path, zip);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                to.Error.WriteLine($"{path} cannot be written: {error.Message} Choose another place with --out.");
                return 2;
            }

            to.Out.WriteLine($"{path} is ready: {site.Teams!.ShortName} {site.Teams.Version}, schema {parsed.GetValue(version)}. Upload it in Teams: Apps, Manage your apps, Upload an app.");
            to.Out.WriteLine(parsed.GetValue(host) is null ? "It names no domain of yours; with --host https://bot.example it would." : "Before you upload a changed package, raise \"version\" in site.yaml.");
            return 0;
        });
        return command;
    }

    private static Command Check(CommandOutput to)
    {
        var file = new Argument<string>("zip") { Description = "An app package, made here or elsewhere." };
        var command = new Command("check", "Read an app package and name everything that Teams would refuse. Exit code 1 where something is.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            PackageReport report;
            try
            {
                report = PackageCheck.CheckFile(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                to.Error.WriteLine($"{path} cannot be read: {error.Message}");
                return 2;
            }

            foreach (var problem in report.Problems)
            {
                to.Out.WriteLine(problem);
            }

            to.Out.WriteLine(report.Problems.Count switch
            {
                0 => $"All well: {report.Summary}.",
                1 => "1 mistake to mend.",
                var count => $"{count} mistakes to mend.",
            });
            return report.Problems.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Site? ReadSite(string path, CommandOutput to)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            to.Error.WriteLine($"{path} cannot be read: {error.Message} Name its folder with --knowledge.");
            return null;
        }

        var (site, problems) = SiteReader.Read(new SourceFile(path.Replace('\\', '/'), bytes));
        foreach (var problem in problems)
        {
            to.Error.WriteLine(problem);
        }

        return site;
    }
}
