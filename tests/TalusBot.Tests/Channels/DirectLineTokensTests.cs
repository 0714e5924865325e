using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Channels;

public sealed class DirectLineTokensTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJIUzI1NiIsImtpZCI6Ijk5In0.eyJ1c2UiOiJyZXN0In0.A")]
    [InlineData("eyJhbGciOiJIUzI1NiIsImtpZCI6Ijk5In0.eyJ1c2UiOiJyZXN0In0.AAAAA")]
    [InlineData("eyJhbGciOiJIUzI1NiIsImtpZCI6Ijk5In0.A.AAAA")]
    [InlineData("bm90IEpTT04.eyJ1c2UiOiJyZXN0In0.AAAA")]
    public async Task What_is_no_token_is_refused_like_any_other(string presented)
    {
        using var folder = new TemporaryFolder();
        await using var store = OpenStore.At(folder.File("talusbot.db"));
        var tokens = new DirectLineTokens(Options.Create(new DirectLineOptions()), store.Keys, TimeProvider.System);
        await tokens.RenewKeysAsync(CancellationToken.None);

        Assert.Equal((null, false), await tokens.ReadAsync(presented, TokenUse.Rest));
    }

    [Fact]
    public async Task Whoever_brings_a_token_of_another_processes_new_key_waits_for_the_look_at_it()
    {
        var database = PostgreSqlServer.NewDatabase();
        var clock = new ManualClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = Options.Create(new DirectLineOptions());
        await using var here = new OpenStore(new StorageOptions { PostgreSql = database }, clock);
        await using var there = new OpenStore(new StorageOptions { PostgreSql = database }, clock);
        using var ours = new DirectLineTokens(options, here.Keys, clock);
        using var theirs = new DirectLineTokens(options, there.Keys, clock);
        await ours.RenewKeysAsync(CancellationToken.None);
        clock.Advance(options.Value.KeyLifetime + TimeSpan.FromSeconds(1));
        await theirs.RenewKeysAsync(CancellationToken.None);
        var token = theirs.Issue(new TokenHolder("a", null, []), TokenUse.Rest);

        Task<(TokenHolder? Holder, bool Expired)> first, second;
        using (PostgreSqlServer.Lock(database, "signing_key"))
        {
            first = ours.ReadAsync(token, TokenUse.Rest);
            await Eventually.TrueAsync(() => PostgreSqlServer.SomebodyWaits(database));
            second = ours.ReadAsync(token, TokenUse.Rest);
        }

        Assert.Equal("a", (await first).Holder?.Conversation);
        Assert.Equal("a", (await second).Holder?.Conversation);
    }

    [Fact]
    public async Task A_token_has_one_spelling_only()
    {
        using var folder = new TemporaryFolder();
        await using var store = OpenStore.At(folder.File("talusbot.db"));
        var tokens = new DirectLineTokens(Options.Create(new DirectLineOptions()), store.Keys, TimeProvider.System);
        await tokens.RenewKeysAsync(CancellationToken.None);
        var token = tokens.Issue(new TokenHolder("a", null, []), TokenUse.Rest);
        var others = Letters.Where(letter => letter != token[^1]).Select(letter => token[..^1] + letter).Concat([token + "=", token + "==", token + " ", " " + token, token + "A", token + ".", "Bearer " + token]);

        Assert.Equal("a", (await tokens.ReadAsync(token, TokenUse.Rest)).Holder?.Conversation);
        foreach (var other in others)
        {
            Assert.Equal((null, false), await tokens.ReadAsync(other, TokenUse.Rest));
        }
    }
}
