using System.Data.Common;

namespace TalusBot.Storage;

/// <summary>One open connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class StoreSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);
    private readonly List<Notice> notices = [];
    private readonly List<TallyEntry> counts = [];
    private DbTransaction? transaction;

    /// <summary>What the others are to hear when the transaction is committed.</summary>
    public IReadOnlyList<Notice> Notices => notices;

    /// <summary>Whether the connection is there, as far as its driver knows.</summary>
    public bool IsOpen => connection.State is System.Data.ConnectionState.Open;

    public void Open() => connection.Open();

    public DbTransaction Begin()
    {
        ForgetUncommitted();
        return transaction = connection.BeginTransaction();
    }

    /// <summary>The next statements belong to no transaction.</summary>
    public void EndTransaction()
    {
        transaction = null;
        ForgetUncommitted();
    }

    /// <summary>The others hear of it when this is committed.</summary>
    public void Tell(NoticeKind kind, string conversation) => notices.Add(new Notice(kind, conversation));

    /// <summary>Adds to a count at the end of the transaction.</summary>
    public void Count(TallyEntry entry) => counts.Add(entry);

    /// <summary>How much has been told and counted so far.</summary>
    public (int Notices, int Counts) Uncommitted => (notices.Count, counts.Count);

    /// <summary>Takes back what was told and counted since, with the statements that were rolled back.</summary>
    public void BackTo((int Notices, int Counts) before)
    {
        notices.RemoveRange(before.Notices, notices.Count - before.Notices);
        counts.RemoveRange(before.Counts, counts.Count - before.Counts);
    }

    /// <summary>
    /// Writes the counts, last in the transaction and in the same order everywhere: everybody counts the same few things, so
    /// whoever holds such a row must have nothing more to wait for.
    /// </summary>
    public void WriteCounts()
    {
        foreach (var (entry, by) in counts.GroupBy(count => (count.Day, count.What, count.Name))
            .Select(same => (same.Key, By: same.Sum(count => count.By)))
            .OrderBy(count => count.Key.Day).ThenBy(count => count.Key.What, StringComparer.Ordinal).ThenBy(count => count.Key.Name, StringComparer.Ordinal))
        {
            Execute(
                "INSERT INTO tally (day, what, name, count) VALUES (@day, @what, @name, @by) ON CONFLICT (day, what, name) DO UPDATE SET count = tally.count + excluded.count",
                ("@day", entry.Day), ("@what", entry.What), ("@name", entry.Name), ("@by", by));
        }

        counts.Clear();
    }

    /// <returns>The number of rows that the statement changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The first rows; the one after which <paramref name="goOn"/> says no is the last.</summary>
    public List<T> QueryWhile<T>(string sql, Func<DbDataReader, T> row, Func<T, bool> goOn, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
            if (!goOn(rows[^1]))
            {
                break;
            }
        }

        return rows;
    }

    public T? QueryFirst<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : struct
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private void ForgetUncommitted()
    {
        notices.Clear();
        counts.Clear();
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            prepared.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = Storable(values[i].Value);
        }

        return command;
    }

    /// <summary>PostgreSQL keeps no text with the sign U+0000 in it, so nobody does.</summary>
    private static object Storable(object? value) => value switch
    {
        null => DBNull.Value,
        string text when text.Contains('\0', StringComparison.Ordinal) => text.Replace('\0', '\uFFFD'),
        _ => value,
    };
}
