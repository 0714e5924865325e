using System.Security.Cryptography;

namespace TalusBot.Storage;

/// <summary>The keys that sign our tokens, the same for all processes over the store, so that neither a restart nor another process ends a talk.</summary>
internal sealed class KeyStore(Store store)
{
    private const int KeyBytes = 32;

    /// <summary>All keys that tokens in use may be signed with, the newest first; that one signs. A new one is made where the newest is too old.</summary>
    /// <param name="lifetime">How long a key signs.</param>
    /// <param name="tokens">How long the longest token lives: so long after it has stopped signing a key is kept.</param>
    public Task<List<SigningKey>> CurrentAsync(TimeSpan lifetime, TimeSpan tokens, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session =>
        {
            var now = store.Now;
            var keys = Read(session);
            if (keys.Count == 0 || keys[0].CreatedAt < now - (long)lifetime.TotalMilliseconds)
            {
                // Where two processes make one at a time, there are two, and either will do.
                var key = new SigningKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), now, RandomNumberGenerator.GetBytes(KeyBytes));
                session.Execute(
                    "INSERT INTO signing_key (id, created_at, material) VALUES (@id, @now, @material)", ("@id", key.Id), ("@now", now), ("@material", Convert.ToBase64String(key.Material)));
                keys.Insert(0, key);
            }

            for (var i = keys.Count - 1; i > 0; i--)
            {
                if (keys[i - 1].CreatedAt < now - (long)tokens.TotalMilliseconds)
                {
                    session.Execute("DELETE FROM signing_key WHERE id = @id", ("@id", keys[i].Id));
                    keys.RemoveAt(i);
                }
            }

            return keys;
        },
        cancel);

    /// <summary>As they are just now, the newest first.</summary>
    public Task<List<SigningKey>> ReadAsync(CancellationToken cancel = default) => store.ReadAsync(Read, cancel);

    private static List<SigningKey> Read(StoreSession session) => session.Query(
        "SELECT id, created_at, material FROM signing_key ORDER BY created_at DESC, id",
        row => new SigningKey(row.GetString(0), row.GetInt64(1), Convert.FromBase64String(row.GetString(2))));
}

/// <param name="CreatedAt">Unix milliseconds.</param>
internal sealed record SigningKey(string Id, long CreatedAt, byte[] Material);
