using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary><c>purge</c>: deletes talks for good, before their time or one by one.</summary>
internal static class PurgeCommand
{
    private const int MostCounted = 1_000_000;

    public static Command Make(CommandOutput to)
    {
        var older = new Option<string?>("--older-than") { Description = "Delete every talk in which nothing has been said for so long, such as 30d or 12h." };
        var conversation = new Option<string?>("--conversation") { Description = "Delete one talk: its id, or the id of an activity in it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be deleted. This may be typed while the bot runs." };
        var yes = new Option<bool>("--yes") { Description = "Delete without asking." };
        var store = new StoreOption();
        older.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } age && Age(age) is null)
            {
                result.AddError("--older-than takes a number of days or hours, such as 30d or 12h.");
            }
        });
        var command = new Command("purge", "Delete talks for good, with all that is kept because of them. A running bot does so by itself after Storage__Retention; over a SQLite file it must be stopped for this command, and the console at /maintain/talks does it without.") { older, conversation, dryRun, yes };
        store.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(older) is null == result.GetValue(conversation) is null)
            {
                result.AddError("Say either --older-than or --conversation.");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var before = Age(parsed.GetValue(older) ?? "") is { } age ? (TimeProvider.System.GetUtcNow() - age).ToUnixTimeMilliseconds() : (long?)null;
                return await RunAsync(store.Of(parsed), before, parsed.GetValue(conversation), parsed.GetValue(dryRun), parsed.GetValue(yes), to, cancel);
            }
            catch (StorageUnavailableException error)
            {
                await to.Error.WriteLineAsync(error.Message);
                return 2;
            }
        });
        return command;
    }

    /// <returns>Null where it is no age.</returns>
    public static TimeSpan? Age(string words) =>
        words.Length < 2 || !int.TryParse(words.AsSpan(0, words.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000 ? null
        : words[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            _ => null,
        };

    private static async Task<int> RunAsync(StorageOptions storage, long? before, string? named, bool dryRun, bool yes, CommandOutput to, CancellationToken cancel)
    {
        FoundTalk? talk = null;
        int count;
        using (var look = Database.LookInto(storage))
        {
            talk = named is null ? null : TalkFinder.Find(look, named);
            if (named is not null && talk is null)
            {
                await to.Error.WriteLineAsync("There is no such talk, or not any more.");
                return 1;
            }

            count = before is { } time ? RetentionStore.Due(look, time, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), MostCounted).Count : 1;
        }

        var what = talk is null ? Counted(count, "talk") : $"the talk {talk.Id} ({Counted(talk.Entries, "entry", "entries")}, by {talk.Channel})";
        if (dryRun || count == 0)
        {
            to.Out.WriteLine(count == 0 ? "Nothing is that old." : $"This would delete {what}.");
            return 0;
        }

        if (!yes && !to.Console.Profile.Capabilities.Interactive)
        {
            to.Out.WriteLine($"Nothing was deleted; say --yes to delete {what}.");
            return 1;
        }

        if (!yes && !to.Console.Confirm($"Delete {Markup.Escape(what)} for good?", defaultValue: false))
        {
            to.Out.WriteLine("Nothing was deleted.");
            return 1;
        }

        await using var store = Open(storage);
        var retention = new RetentionStore(store, new ConversationStore(store));
        var deleted = before is { } old ? await retention.DeleteOlderAsync(old, _ => { }, cancel) : await retention.DeleteAsync(talk!.Id, cancel) ? 1 : 0;
        var isScrubbed = await retention.ScrubAsync();
        await new ProcessStore(store).LeaveAsync(cancel);
        to.Out.WriteLine($"{Counted(deleted, "talk")} deleted.{(talk is { IsInstalled: true } ? " The bot is installed there, so where that is stays known until it is removed." : "")}");
        if (!isScrubbed)
        {
            await to.Error.WriteLineAsync("Words of what was deleted may still be in the journal of the data file: another program reads the file, or it cannot be written. The bot empties the journal within an hour of its start.");
        }

        return 0;
    }

    private static Store Open(StorageOptions storage)
    {
        try
        {
            return new Store(Options.Create(storage), TimeProvider.System);
        }
        catch (StorageUnavailableException error) when (error.InnerException is IOException && storage.PostgreSql.Length == 0)
        {
            throw new StorageUnavailableException(
                $"A bot is using {storage.Path}, and nobody else can write there meanwhile. Delete the talk in its console at /maintain/talks, set Storage__Retention for all that are too old, or stop the bot and type this again.", error);
        }
    }

    private static string Counted(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
