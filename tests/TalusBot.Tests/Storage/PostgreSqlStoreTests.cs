using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

public sealed class PostgreSqlStoreTests : ConversationStoreTests
{
    private readonly string database = PostgreSqlServer.NewDatabase();

    private protected override StorageOptions Storage => new() { PostgreSql = database };

    /// <summary>The server's files hold what was deleted until it vacuums its tables.</summary>
    private protected override IEnumerable<string> Files => [];

    private protected override List<string> Rows(string query) => PostgreSqlServer.Rows(database, query);

    private protected override void Execute(string statements) => PostgreSqlServer.Execute(database, statements);

    private protected override void Empty() => Execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
}
