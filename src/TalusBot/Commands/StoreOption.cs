using System.CommandLine;
using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary>The store that a command looks into; what is not typed comes from the settings of the environment.</summary>
internal sealed class StoreOption
{
    private readonly Option<string?> data = new("--data") { Description = "The data file. Default: Storage__PostgreSql, else Storage__Path, else data/talusbot.db." };

    public void AddTo(Command command) => command.Options.Add(data);

    public StorageOptions Of(ParseResult parsed) =>
        parsed.GetValue(data) is { } file ? new StorageOptions { Path = file } : EnvironmentSettings.Storage;
}
