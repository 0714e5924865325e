using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TalusBot.Import;

namespace TalusBot.Tests.Import;

/// <summary>A page's word for where its REST API is leads no further than a redirect would.</summary>
public sealed class RestAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/wp-json/")]
    [InlineData("http://other.example/wp-json/")]
    [InlineData("ftp://127.0.0.1/wp-json/")]
    public async Task An_API_on_another_host_or_port_is_not_followed(string root)
    {
        await using var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/post", (HttpContext context) =>
        {
            context.Response.Headers.Link = $"<{root}>; rel=\"https://api.w.org/\"";
            return "A post.";
        });
        await site.StartAsync();
        var page = site.Urls.First() + "/post";
        using var run = new ImportRun();

        Assert.Equal(
            (2, "", $"{page} has its REST API on another host or port, {root}; that is not followed. In WordPress, choose Tools, Export, and import the file instead.\n"),
            await run.ImportAsync(page, "--yes"));
    }

    [Theory]
    [InlineData("https://a.example/", "https://a.example/wp-json/", true, false)]
    [InlineData("http://a.example/", "https://A.example/wp-json/", true, false)]
    [InlineData("https://a.example/", "http://a.example/wp-json/", true, true)]
    [InlineData("https://a.example/", "https://a.example:8443/wp-json/", false, false)]
    [InlineData("https://a.example/", "https://b.a.example/wp-json/", false, false)]
    public void The_way_from_one_address_to_the_next_is_judged_in_one_place(string from, string to, bool isSameSite, bool isWeaker)
    {
        Assert.Equal(isSameSite, SiteClient.IsSameSite(new Uri(from), new Uri(to)));
        Assert.Equal(isWeaker, SiteClient.IsWeaker(new Uri(from), new Uri(to)));
    }
}
