using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>One conversation as a channel brings it to the bot.</summary>
internal sealed class ChannelTalk(HttpClient http, MockChannel channel)
{
    private const string BotId = "28:" + MockChannel.AppId;
    private static int lastId;

    public string Id { get; init; } = $"a:{Guid.NewGuid():N}";

    /// <summary>personal, groupChat or channel.</summary>
    public string Kind { get; init; } = "personal";

    /// <summary>Who speaks; another one in the same conversation is another talk with the same <see cref="Id"/>.</summary>
    public string Person { get; init; } = "29:the-user";

    /// <summary>Where the conversation is; the channel's tokens vouch for it.</summary>
    public string ServiceUrl { get; set; } = channel.ServiceUrl;

    /// <summary>By which the channel signs its tokens; null for the machine's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>An activity of this conversation, with what is given put over it.</summary>
    public JsonObject Activity(string type = "message", string? text = "what kind of tape?", string? id = null, JsonObject? over = null)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"{Interlocked.Increment(ref lastId)}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ServiceUrl,
            ["from"] = new JsonObject { ["id"] = Person, ["name"] = "Alex", ["aadObjectId"] = "directory-id" },
            ["recipient"] = new JsonObject { ["id"] = BotId, ["name"] = "TalusBot" },
            ["conversation"] = new JsonObject { ["id"] = Id, ["conversationType"] = Kind, ["tenantId"] = MockChannel.Tenant },
            ["locale"] = "en-US",
        };
        if (text is not null)
        {
            activity["text"] = text;
        }

        foreach (var (name, value) in over ?? [])
        {
            activity[name] = value?.DeepClone();
        }

        return activity;
    }

    /// <param name="token">Null for a good one, empty for none.</param>
    public async Task<HttpResponseMessage> PostAsync(JsonObject activity, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        if (token != "")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? channel.Token(Clock?.GetUtcNow(), other: ("serviceurl", ServiceUrl)));
        }

        return await http.SendAsync(request);
    }

    /// <summary>Says something that is taken.</summary>
    public async Task SayAsync(string text, string? id = null)
    {
        using var answer = await PostAsync(Activity(text: text, id: id));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    /// <summary>Says something and gets the reply in the same breath, as it was written down.</summary>
    public async Task<string> AskAsync(string text)
    {
        using var answer = await PostAsync(Activity(text: text, over: new JsonObject { ["deliveryMode"] = "expectReplies" }));
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<int> StatusAsync(string? token = null, JsonObject? over = null)
    {
        using var answer = await PostAsync(Activity(over: over), token);
        return (int)answer.StatusCode;
    }

    /// <summary>The bot is added to the conversation.</summary>
    public Task InstallAsync() => TellAsync("conversationUpdate", new JsonObject { ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:the-user" }, new JsonObject { ["id"] = BotId }) });

    public async Task TellAsync(string type, JsonObject over)
    {
        using var answer = await PostAsync(Activity(type, text: null, over: over));
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
