using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace TalusBot.Benchmarks.Turns;

/// <summary>The words of the command line that are about turns.</summary>
internal static class TurnVerbs
{
    private const string New = "new";
    private const string Recurring = "recurring";

    private static readonly string[] Known = ["--address", "--questions", "--seconds", "--warm-up", "--connections", "--rounds"];

    /// <param name="args">--address, and optionally --questions, --seconds, --warm-up and --connections.</param>
    public static Task<int> LoadAsync(string[] args) => SayProblems(async () =>
    {
        var options = Options(args);
        if (!Uri.TryCreate(options["address"], UriKind.Absolute, out var address))
        {
            await Console.Error.WriteLineAsync("Name the bot: --address http://127.0.0.1:3978");
            return 2;
        }

        Console.WriteLine(await LoadOf(options).RunAsync(address, Texts(options["questions"] ?? New)));
        return 0;
    });

    /// <param name="args">Optionally --questions (both where it is missing), --rounds and those of the load.</param>
    public static Task<int> TableAsync(string program, string peer, string work, string csv, string[] args) => SayProblems(() =>
    {
        var options = Options(args);
        var table = new TurnTable(program, peer, work, LoadOf(options), options.GetValue("rounds", 3));
        return table.RunAsync(options["questions"] is { } kind ? [kind] : [New, Recurring], csv);
    });

    /// <param name="kind">new or recurring.</param>
    public static AskedTexts Texts(string kind) => kind is New or Recurring
        ? new(Directory.GetCurrentDirectory(), kind == Recurring)
        : throw new InvalidDataException($"Questions are \"{New}\" or \"{Recurring}\", not \"{kind}\".");

    private static TurnLoad LoadOf(IConfiguration options) => new(options.GetValue("seconds", 10), options.GetValue("warm-up", 5), options.GetValue("connections", 16));

    private static IConfiguration Options(string[] args) =>
        args.FirstOrDefault(arg => arg.StartsWith('-') && !Known.Contains(arg.Split('=')[0], StringComparer.Ordinal)) is { } unknown
            ? throw new InvalidDataException($"There is no option {unknown}; there are {string.Join(", ", Known)}.")
            : new ConfigurationBuilder().AddCommandLine(args).Build();

    private static async Task<int> SayProblems(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or SocketException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }
}
