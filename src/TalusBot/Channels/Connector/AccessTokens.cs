using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>Our access token for the connector: kept, renewed before it ends, and asked for by one caller at a time.</summary>
internal sealed class AccessTokens(AccessTokenSource source, IOptions<BotRegistration> bot, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim one = new(1);
    private volatile AccessToken? current;

    /// <param name="refused">The token that was refused just now; another one is fetched in its place.</param>
    /// <returns>Null where this bot has no app id, and so sends none.</returns>
    /// <exception cref="AccessTokenException">None can be had at present.</exception>
    public async Task<string?> GetAsync(string? refused, CancellationToken cancel)
    {
        if (!bot.Value.HasAppId)
        {
            return null;
        }

        if (IsFresh(current, refused))
        {
            return current!.Value;
        }

        await one.WaitAsync(cancel);
        try
        {
            if (!IsFresh(current, refused))
            {
                current = await RenewedAsync(refused, cancel);
            }

            return current!.Value;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>Where no new one can be had, the one that lives on for some minutes still does.</summary>
    private async Task<AccessToken> RenewedAsync(string? refused, CancellationToken cancel)
    {
        try
        {
            return await source.FetchAsync(cancel);
        }
        catch (AccessTokenException) when (current is { } old && old.Value != refused && clock.GetUtcNow() < old.Ends)
        {
            return old;
        }
    }

    private bool IsFresh(AccessToken? token, string? refused) => token is not null && token.Value != refused && clock.GetUtcNow() < token.Ends - RenewBefore;
}

/// <param name="Ends">When it is no longer good (UTC).</param>
internal sealed record AccessToken(string Value, DateTimeOffset Ends);

/// <summary>The login server gave no token; the message says why, without any secret.</summary>
internal sealed class AccessTokenException(string message, Exception? inner = null) : Exception(message, inner);
