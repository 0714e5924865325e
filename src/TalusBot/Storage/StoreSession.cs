using System.Data.Common;

namespace TalusBot.Storage;

/// <summary>One open connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class StoreSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    /// <summary>The transaction that the next statements belong to; null outside of one.</summary>
    public DbTransaction? Transaction { get; set; }

    public DbTransaction Begin() => Transaction = connection.BeginTransaction();

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

        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
