using Microsoft.Data.Sqlite;

namespace TalusBot.Tests;

/// <summary>Looks into a data file from outside, beside the bot that uses it or when none does.</summary>
internal static class DataFile
{
    /// <summary>Every row as its columns joined by <c>|</c>, in the order of the query.</summary>
    public static List<string> Rows(string file, string query)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public static void Execute(string file, string statements)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads in the file, as another program does, until it is disposed.</summary>
    public static IDisposable Reading(string file)
    {
        var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM conversation";
        command.ExecuteScalar();
        return connection;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
