using System.Globalization;

namespace TalusBot.Tests.Storage;

/// <summary>A table of PostgreSQL that takes no new row until it is disposed: whoever tries is told that somebody else is in the way.</summary>
internal sealed class RefusingTable : IDisposable
{
    private readonly string database;
    private readonly string table;

    public RefusingTable(string database, string table)
    {
        (this.database, this.table) = (database, table);
        PostgreSqlServer.Execute(
            database,
            $"""
            CREATE SEQUENCE refused;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('refused'); RAISE EXCEPTION 'not now' USING ERRCODE = '55P03'; END $$;
            CREATE TRIGGER refusing BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()
            """);
    }

    /// <summary>Until it has refused a write for good, which the store tries five times, and the same again.</summary>
    public Task RefusedAgainAsync() => Eventually.TrueAsync(() => Refused > 5);

    /// <summary>A sequence counts on where a transaction is rolled back.</summary>
    private int Refused => int.Parse(PostgreSqlServer.Rows(database, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM refused")[0], CultureInfo.InvariantCulture);

    public void Dispose() => PostgreSqlServer.Execute(database, $"DROP TRIGGER refusing ON {table}; DROP FUNCTION refuse(); DROP SEQUENCE refused");
}
