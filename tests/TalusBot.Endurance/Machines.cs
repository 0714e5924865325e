using TalusBot.Tests.Storage;

namespace TalusBot.Endurance;

/// <summary>A database and the bots over it, in a folder that goes with them.</summary>
internal sealed class Machines : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("talusbot-endurance-").FullName;

    public Machines(bool isPostgreSql, int processes, params (string Name, string Value)[] settings)
    {
        Server = isPostgreSql ? new PostgreSqlServer() : null;
        Storage = Server is null ? [] : [("Storage__PostgreSql", Server.CreateDatabase())];
        Bots = [.. Enumerable.Range(0, processes).Select(_ => Add(settings))];
    }

    public PostgreSqlServer? Server { get; }

    public List<Bot> Bots { get; }

    private (string Name, string Value)[] Storage { get; }

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>One more over the same database.</summary>
    public Bot Add(params (string Name, string Value)[] settings) => new(File("bots.log"), [("Storage__Path", File("talusbot.db")), .. Storage, .. settings]);

    public async Task ReadyAsync(HttpClient http, CancellationToken cancel)
    {
        foreach (var bot in Bots)
        {
            await bot.ReadyAsync(http, cancel);
        }
    }

    public void Dispose()
    {
        Bots.ForEach(bot => bot.Dispose());
        Server?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
