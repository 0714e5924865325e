using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using TalusBot.Doctor;

namespace TalusBot.Commands;

/// <summary><c>doctor</c>: which piece of the set-up is wrong, and what to do.</summary>
internal static class DoctorCommand
{
    private const int DefaultSeconds = 10;
    private const int MostSeconds = 60;

    private static readonly DiagnosisJson Readable = new(new JsonSerializerOptions(DiagnosisJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Make(CommandOutput to)
    {
        var host = new Option<string?>("--host") { Description = "The bot's public address, such as https://bot.example; it is tried as Teams would." };
        var package = new Option<string>("--package") { Description = $"The app package to look at. Default: {TeamsCommand.DefaultPackage}, if it is there.", DefaultValueFactory = _ => TeamsCommand.DefaultPackage };
        var seconds = new Option<int>("--seconds") { Description = $"How long to wait for each server, 1 to {MostSeconds}. Default: {DefaultSeconds}.", DefaultValueFactory = _ => DefaultSeconds };
        seconds.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var value }] && !(int.TryParse(value, out var number) && number is >= 1 and <= MostSeconds))
            {
                given.AddError($"--seconds takes a number from 1 to {MostSeconds}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON object, for programs." };
        var command = new Command("doctor", "Look at the settings, the servers of Microsoft, the public address and the files, and say what is wrong and what to do. Exit code 1 where something is. Run it with the settings with which the bot runs.") { host, package, seconds, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var diagnosis = await new Examination(EnvironmentSettings.Load(), TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(seconds)))
            {
                Host = parsed.GetValue(host),
                Package = parsed.GetValue(package)!,
            }.RunAsync(cancel);
            if (parsed.GetValue(json))
            {
                to.Out.WriteLine(JsonSerializer.Serialize(diagnosis, Readable.Diagnosis));
            }
            else
            {
                Show(diagnosis, to.Out);
            }

            return diagnosis.Well ? 0 : 1;
        });
        return command;
    }

    private static void Show(Diagnosis diagnosis, TextWriter to)
    {
        // What is not set up, and asks for nothing, would only be in the way.
        foreach (var finding in diagnosis.Checks.Where(finding => finding.Status is not FindingStatus.Skipped || finding.Remedy is not null))
        {
            to.WriteLine($"{Word(finding.Status),-8} {finding.Check,-15} {finding.Message}");
            if (finding.Remedy is { } remedy)
            {
                to.WriteLine($"{"",-24} -> {remedy}");
            }
        }

        var wrong = diagnosis.Checks.Count(finding => finding.Status is FindingStatus.Wrong);
        to.WriteLine(wrong switch { 0 => "Nothing is wrong.", 1 => "1 thing is wrong.", _ => $"{wrong} things are wrong." });
    }

    private static string Word(FindingStatus status) => status switch
    {
        FindingStatus.Ok => "ok",
        FindingStatus.Warning => "warning",
        FindingStatus.Wrong => "WRONG",
        _ => "skipped",
    };
}
