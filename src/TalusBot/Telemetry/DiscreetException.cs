using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using TalusBot.Channels.Connector;
using TalusBot.Storage;

namespace TalusBot.Telemetry;

/// <summary>An exception as it may be logged: what it is and where it happened. What it says only where that cannot quote anybody.</summary>
internal sealed class DiscreetException : Exception
{
    private readonly string text;

    private DiscreetException(string message, string text)
        : base(message) => this.text = text;

    public static DiscreetException Of(Exception error)
    {
        if (error is DiscreetException already)
        {
            return already;
        }

        var text = new StringBuilder();
        for (var one = error; one is not null; one = one.InnerException)
        {
            text.Append(one == error ? "" : "\n ---> ").Append(Said(one)).Append(one.StackTrace is null ? "" : "\n").Append(one.StackTrace);
        }

        return new DiscreetException(Said(error), text.ToString());
    }

    public override string ToString() => text;

    private static string Said(Exception error) => WordsOf(error) is { } words ? $"{error.GetType().FullName}: {words}" : error.GetType().FullName!;

    /// <summary>Null where the message may quote what was put in, as with a number that is none, a key that is missing, or JSON that cannot be read.</summary>
    private static string? WordsOf(Exception error) => error switch
    {
        // "invalid input syntax for type bigint: ..." quotes; its code says enough.
        PostgresException postgres => $"SQLSTATE {postgres.SqlState}",
        StorageUnavailableException or AccessTokenException or ChannelKeysException => error.Message,
        SqliteException or NpgsqlException or SocketException or HttpRequestException or TimeoutException or OperationCanceledException or ObjectDisposedException => error.Message,
        BadHttpRequestException => null,
        IOException or UnauthorizedAccessException => error.Message,
        _ => null,
    };
}
