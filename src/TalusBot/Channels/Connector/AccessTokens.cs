using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>
/// Our access token for the connector: kept, renewed before it ends, and asked for by one caller at a time. A failure is
/// remembered for a short time too, so that a login server that is down is not asked by every send.
/// </summary>
internal sealed class AccessTokens(AccessTokenSource source, IOptions<BotRegistration> bot, IOptions<ConnectorOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim one = new(1);
    private volatile AccessToken? current;

    /// <summary>Why there was no token the last time; belongs to whoever holds <see cref="one"/>.</summary>
    private (string Reason, DateTimeOffset Until)? failure;

    /// <param name="refused">The token that was refused just now; another one is fetched in its place.</param>
    /// <returns>Null where this bot has no app id, and so sends none.</returns>
    /// <exception cref="AccessTokenException">None can be had at present.</exception>
    public async Task<string?> GetAsync(string? refused, CancellationToken cancel)
    {
        if (!bot.Value.HasAppId)
        {
            return null;
        }

        var known = current;
        if (IsFresh(known, refused))
        {
            return known!.Value;
        }

        // While somebody else renews the one that lives on for some minutes, it goes on serving.
        if (!await one.WaitAsync(IsAlive(known, refused) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancel))
        {
            return known!.Value;
        }

        try
        {
            if (!IsFresh(current, refused))
            {
                await RenewAsync(refused, cancel);
            }

            return current!.Value;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>Where no new one can be had, the one that lives on for some minutes stays.</summary>
    private async Task RenewAsync(string? refused, CancellationToken cancel)
    {
        try
        {
            if (failure is var (reason, until) && until - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                throw new AccessTokenException(reason, left);
            }

            try
            {
                current = await source.FetchAsync(cancel);
                failure = null;
            }
            catch (AccessTokenException error)
            {
                var wait = error.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : options.Value.LoginRetryDelay;
                failure = (error.Message, clock.GetUtcNow() + wait);
                throw new AccessTokenException(error.Message, wait, error);
            }
        }
        catch (AccessTokenException) when (IsAlive(current, refused))
        {
            // It is renewed later.
        }
    }

    private bool IsFresh(AccessToken? token, string? refused) => IsGood(token, refused, RenewBefore);

    private bool IsAlive(AccessToken? token, string? refused) => IsGood(token, refused, TimeSpan.Zero);

    private bool IsGood(AccessToken? token, string? refused, TimeSpan left) => token is not null && token.Value != refused && clock.GetUtcNow() < token.Ends - left;
}

/// <param name="Ends">When it is no longer good (UTC).</param>
internal sealed record AccessToken(string Value, DateTimeOffset Ends);

/// <summary>The login server gave no token; the message says why, without any secret.</summary>
/// <param name="retryAfter">How long it is not to be asked again; null where nobody said.</param>
internal sealed class AccessTokenException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
