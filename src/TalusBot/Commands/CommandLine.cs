using System.CommandLine;
using TalusBot.Commands.Search;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Commands;

/// <summary>What can be typed. Exit codes: 0 done, 1 something is wrong with the files or the answer, 2 the command itself was not understood or could not run.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args, CommandOutput? output = null)
    {
        var to = output ?? CommandOutput.Terminal;
        var folders = new FolderOptions();
        var serve = ServeCommand.Make();
        var root = new RootCommand("TalusBot answers from what an author really wrote. Without a command it serves.")
        {
            serve,
            AskCommand.Make(folders, to),
            CheckCommand.Make(folders, to),
            AddCommand.Make(folders, to),
            EvalCommand.Make(folders, to),
            FitCommand.Make(folders, to),
            ImportCommand.Make(folders, to),
            InboxCommand.Make(to),
            ExportCommand.Make(folders, to),
            PurgeCommand.Make(to),
            SearchCommand.Make(to),
            TeamsCommand.Make(folders, to),
            DoctorCommand.Make(to),
        };
        var commands = root.Subcommands.Select(command => command.Name).ToHashSet(StringComparer.Ordinal);

        // Without a command, everything that was typed is for the server, unless help or the version was asked for.
        var typed = args.Length > 0 && (commands.Contains(args[0]) || IsForHelp(args[0]) || !args[0].StartsWith('-'))
            ? args
            : [serve.Name, .. args];
        var parsed = root.Parse(typed);
        if (parsed.Errors.Count > 0 && parsed.CommandResult.Command != serve)
        {
            foreach (var error in parsed.Errors)
            {
                to.Error.WriteLine(error.Message);
            }

            to.Error.WriteLine("Type --help to see what there is.");
            return Task.FromResult(2);
        }

        if (!SentenceEncoder.IsSupported && !typed.Any(IsForHelp))
        {
            to.Error.WriteLine("In globalization-invariant mode no text can be compared with another. Install ICU (Debian: libicu72) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
            return Task.FromResult(2);
        }

        return parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = to.Out,
            Error = to.Error,

            // The server ends in its own time when it is told to stop.
            ProcessTerminationTimeout = null,
        });
    }

    private static bool IsForHelp(string word) => word is "-h" or "-?" or "--help" or "--version";
}
