using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Channels;

public sealed class DirectLineTokensTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
