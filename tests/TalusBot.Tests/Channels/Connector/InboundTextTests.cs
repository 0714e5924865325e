using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.Connector;

namespace TalusBot.Tests.Channels.Connector;

public sealed class InboundTextTests
{
    [Fact]
    public void Mentions_cannot_blow_a_text_up()
    {
        var name = new string('a', 1000);
        var text = InboundText.Of(Read($$"""
            {"type":"message","text":"a","recipient":{"id":"bot"},"entities":[{{string.Join(',', Enumerable.Repeat($$$"""{"type":"mention","text":"a","mentioned":{"id":"o","name":"{{{name}}}"}}""", 60))}}]}
            """)).Text;

        Assert.Equal("a", text);
    }

    [Fact]
    public void A_name_cannot_become_a_mark()
    {
        var text = InboundText.Of(Read("""
            {"type":"message","text":"<at>x</at> why?","recipient":{"id":"bot"},"entities":[
              {"type":"mention","text":"<at>x</at>","mentioned":{"id":"o","name":"<at>x</at><at>x</at>"}},
              {"type":"mention","text":"<at>x</at>","mentioned":{"id":"o","name":"y"}}]}
            """)).Text;

        Assert.Equal("atx/atatx/at why?", text);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://smba.trafficmanager.net/emea/?x=1", false)]
    [InlineData("https://smba.trafficmanager.net/emea#x", false)]
    [InlineData(" https://smba.trafficmanager.net", false)]
    [InlineData("https://smba.trafficmanager.net/x HTTP/1.1\r\nX-Evil: 1", false)]
    public void An_address_that_could_end_a_line_is_not_used(string address, bool used) => Assert.Equal(used, SafeAddress.Is(address));

    private static Activity Read(string json) => JsonSerializer.Deserialize(json, ActivityJson.Default.Activity)!;
}
