using System.Globalization;
using TalusBot.Benchmarks.Turns;

namespace TalusBot.Benchmarks.Starts;

/// <summary>
/// How soon the published program answers, and what memory it holds after a thousand questions. Several builds of it are
/// measured in turn, so that what else the machine does falls on all of them.
/// </summary>
internal static class StartTable
{
    private const int Questions = 1_000;
    private const int TurnsInConversation = 20;

    /// <summary>The practice after the start is over by then.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <param name="work">A folder for data files.</param>
    /// <param name="rounds">Starts of each program; those that fill the folder are not counted.</param>
    /// <param name="programs">Folders that the program is published into.</param>
    public static async Task<int> RunAsync(string work, int rounds, IReadOnlyList<string> programs)
    {
        var started = programs.ToDictionary(program => program, _ => new List<FirstAnswer>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var program in programs)
            {
                var data = DataOf(work, program);
                var (figures, bot) = await FirstAnswer.MeasureAsync(() => round == 0 ? MeasuredBot.Ours(program, data) : MeasuredBot.OursAgain(program, data), TurnVerbs.Texts("new").Next());
                bot.Dispose();
                if (round > 0)
                {
                    started[program].Add(figures);
                }
            }
        }

        foreach (var program in programs)
        {
            var memory = await MemoryAsync(program, DataOf(work, program));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{program}: first answer {Median.Of(started[program].Select(one => one.Milliseconds)):0} ms (best {started[program].Min(one => one.Milliseconds):0}), processor {Median.Of(started[program].Select(one => one.ProcessorMilliseconds)):0} ms (best {started[program].Min(one => one.ProcessorMilliseconds):0}); after {Questions} questions {memory.Resident:0} MiB: own {memory.Own:0}, files {memory.Files:0}, shared {memory.Shared:0}"));
        }

        return 0;
    }

    private static string DataOf(string work, string program) => Path.Combine(work, Path.GetFileName(Path.TrimEndingDirectorySeparator(program)));

    private static async Task<MemoryFigures> MemoryAsync(string program, string data)
    {
        var texts = TurnVerbs.Texts("new");
        var (_, bot) = await FirstAnswer.MeasureAsync(() => MeasuredBot.OursAgain(program, data), texts.Next());
        using (bot)
        using (var connection = new TurnConnection(bot.Address))
        {
            connection.Open();
            for (var asked = 0; asked < Questions; asked++)
            {
                var conversation = string.Create(CultureInfo.InvariantCulture, $"memory-{bot.Address.Port}-{asked / TurnsInConversation}");
                connection.Ask(conversation, asked.ToString(CultureInfo.InvariantCulture), texts.Next());
            }

            await Task.Delay(Rest, TimeProvider.System);
            return bot.Memory;
        }
    }
}
