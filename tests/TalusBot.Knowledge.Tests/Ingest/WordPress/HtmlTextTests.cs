using System.Diagnostics;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Knowledge.Tests.Ingest.WordPress;

public sealed class HtmlTextTests
{
    private static readonly Uri Page = new("https://blog.example/2013/post/");

    [Theory]
    [InlineData("<p>One &amp; two&nbsp;&#8217;s</p>\n<p>Three<br />\nfour</p>", "One & two ’s|Three|four")]
    [InlineData("<h2>Why?</h2><p>So.</p>", "## Why?|So.")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><ol start=\"3\"><li>d</li><li>e</li></ol>", "- a|- b|- c|3. d|4. e")]
    [InlineData("<blockquote><p>x</p><blockquote>y</blockquote></blockquote><p>z</p>", "> x|> > y|z")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>", "a | b|1 |")]
    [InlineData("<p>see <a href=\"/x\">this</a>, <a href=\"https://a.example/y\">https://a.example/y</a> and <a href=\"mailto:a@b.c\">write</a> <a href=\"#foot\">1</a></p>", "see this (https://blog.example/x), https://a.example/y and write 1")]
    [InlineData("<p><a href=\"https://a.example/a--b/long/\">a.example/a–b/…</a></p>", "https://a.example/a--b/long/")]
    [InlineData("<p>Like this: <img src=a alt=\"an ankle\"> or that.</p><p>End</p>", "Like this: or that.|[picture: an ankle]|End")]
    [InlineData("<p><a href=\"full.png\"><img src=a alt=\"\"></a></p>", "[picture]")]
    [InlineData("<figure><img alt=\"alt\"><figcaption>The <b>caption</b></figcaption></figure>", "[picture: The caption]")]
    [InlineData("<div class=\"wp-caption\"><img alt=\"alt\"><p class=\"wp-caption-text\">Words</p></div>", "[picture: Words]")]
    [InlineData("<figure class=\"wp-block-gallery\"><figure><img alt=a></figure><figure><img alt=b></figure></figure>", "[picture: a]|[picture: b]")]
    [InlineData("<figure class=\"wp-block-table\"><table><tr><td>1</td></tr></table></figure>", "1")]
    [InlineData("<p>a</p><iframe title=\"A video\" src=x></iframe><p>https://www.youtube.com/watch?v=1</p>", "a|[picture: A video]|[picture]")]
    [InlineData("<img data-src=x alt=late><noscript><img src=x alt=late></noscript>", "[picture: late]")]
    [InlineData("<p>:) <img class=\"emoji\" alt=\"🙂\"> <img width=1 height=1 src=x>", ":) 🙂")]
    [InlineData("<script>no()</script><style>p{}</style><!-- no --><form>no</form><p>yes <del>not this</del></p>", "yes")]
    [InlineData("<pre>a\n  b</pre>", "a|b")]
    [InlineData("<p>a\u001b[31mb\u202Ec\u200Bd</p>", "a[31mbcd")]
    [InlineData("<p>[picture: [x] y]</p>", "[picture: [x] y]")]
    [InlineData("", "")]
    [InlineData("<b><i>broken</b> html <p>all the <ul><li>same", "broken html|all the|- same")]
    public void A_page_is_read_as_a_person_reads_it(string html, string lines) =>
        Assert.Equal(lines, string.Join('|', HtmlText.OfArticle(html, raw: false, Page)));

    [Theory]
    [InlineData("One.\n\nTwo,\nthree.", "One.|Two,|three.")]
    [InlineData("<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->", "One two")]
    [InlineData("a\n\n[caption id=\"x\" width=\"300\"]<a href=\"b\"><img src=\"b\" alt=\"c\" /></a> Words here[/caption]\n\nd", "a|[picture: Words here]|d")]
    [InlineData("a [gallery ids=\"1,2\"]\n\n[embed]https://vimeo.com/1[/embed]\n\n[video src=\"a.mp4\"]\n\nb", "a|[picture]|[picture]|[picture]|b")]
    [InlineData("[button url=\"x\"]Press[/button] [sic] [1] [[gallery]]", "Press [sic] [1] [[gallery]]")]
    [InlineData("https://youtu.be/abc", "[picture]")]
    [InlineData("\"Tape,\" she said, 'and time'... it's 4-6 weeks -- the '90s - 3x4 :)", "“Tape,” she said, ‘and time’… it’s 4-6 weeks — the ’90s – 3×4 🙂")]
    [InlineData("5' 11\" tall (\"about\"), 5'2\"....", "5′ 11″ tall (“about”), 5’2″….")]
    [InlineData("<code>\"a\" -- b</code> https://a.example/b--c", "\"a\" -- b https://a.example/b--c")]
    public void What_was_typed_is_read_as_the_page_would_show_it(string typed, string lines) =>
        Assert.Equal(lines, string.Join('|', HtmlText.OfArticle(typed, raw: true, Page)));

    [Fact]
    public void A_comment_keeps_its_line_ends_and_loses_its_pictures() =>
        Assert.Equal(["> Does it work?", "Yes.", "No, https://a.example/x", "[gallery]"], HtmlText.OfComment("<blockquote>Does it work?</blockquote>Yes.\n<img src=x alt=y>\nNo, https://a.example/x\n[gallery]", raw: true, Page));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><i>")]
    [InlineData("<blockquote><ul><li>")]
    [InlineData("<a href=x><p>")]
    [InlineData("[caption]")]
    [InlineData("[x y=1][/x]")]
    [InlineData("[embed]")]
    [InlineData("<figure>")]
    [InlineData("<table><tr><td>")]
    [InlineData("\"' -- ")]
    [InlineData("5\"")]
    [InlineData("<noscript><img></noscript>")]
    [InlineData("<p>")]
    [InlineData("<li>")]
    [InlineData("<ul><li>a</ul>")]
    [InlineData("<p><b>a</p>")]
    [InlineData("<td>a<br>")]
    public void Monotonous_html_of_full_size_is_read_or_refused_soon(string unit)
    {
        var clock = Stopwatch.StartNew();
        var error = Record.Exception(() => HtmlText.OfArticle(string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)), raw: true, Page));
        Assert.True(error is null or FormatException, error?.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    [Fact]
    public void Formatting_that_multiplies_is_refused()
    {
        var html = string.Concat(Enumerable.Range(0, 3000).Select(i => $"<b id={i}>")) + string.Concat(Enumerable.Repeat("<p>x</b>", 3000));
        var error = Record.Exception(() => HtmlText.OfArticle(html, raw: false, Page));
        Assert.True(error is null or FormatException, error?.ToString());
        Assert.Throws<FormatException>(() => HtmlText.OfArticle(new string('a', HtmlText.MaxLength + 1), raw: false, Page));
    }
}
