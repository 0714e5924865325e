using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

public sealed class SqliteStoreTests : ConversationStoreTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private protected override StorageOptions Storage => new() { Path = DataFilePath };

    private protected override IEnumerable<string> Files => Directory.EnumerateFiles(folder.Path, "talusbot.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal));

    private string DataFilePath => folder.File("talusbot.db");

    private protected override List<string> Rows(string query) => DataFile.Rows(DataFilePath, query);

    private protected override void Execute(string statements) => DataFile.Execute(DataFilePath, statements);

    private protected override void Empty()
    {
        foreach (var old in Directory.EnumerateFiles(folder.Path, "talusbot.db*"))
        {
            File.Delete(old);
        }
    }

    public void Dispose() => folder.Dispose();
}
