namespace TalusBot.Storage;

/// <summary>Leads a database from the version that it has to ours.</summary>
internal static class SchemaUpgrade
{
    /// <summary>All or nothing.</summary>
    /// <exception cref="StorageUnavailableException">It was written by a newer program.</exception>
    public static void Apply(StoreSession session, Database database, long now)
    {
        using var transaction = session.Begin();
        database.LockTables(session);
        session.Execute(Schema.CreateVersions);
        var version = session.QueryFirst("SELECT COALESCE(MAX(version), 0) FROM schema_version", row => row.GetInt64(0)) ?? 0;
        if (version > Schema.Version)
        {
            throw new StorageUnavailableException(
                $"The data was written by a newer TalusBot (its tables have version {version}, this one knows {Schema.Version}). Run that one, or give this one a database of its own with Storage__Path or Storage__PostgreSql.");
        }

        for (; version < Schema.Version; version++)
        {
            foreach (var statement in Schema.Steps[(int)version])
            {
                session.Execute(statement);
            }

            session.Execute("INSERT INTO schema_version (version, applied_at) VALUES (@version, @now)", ("@version", version + 1), ("@now", now));
        }

        transaction.Commit();
        session.EndTransaction();
    }

    /// <param name="name">What people call the database.</param>
    /// <exception cref="StorageUnavailableException">Its tables are of another version.</exception>
    public static void RequireOurs(StoreSession session, string name)
    {
        var version = session.QueryFirst("SELECT MAX(version) FROM schema_version", row => row.GetInt64(0));
        if (version != Schema.Version)
        {
            throw new StorageUnavailableException(
                $"The tables in {name} have version {version}, this program knows {Schema.Version}. Start the bot of this version once; it brings them up to date.");
        }
    }
}
