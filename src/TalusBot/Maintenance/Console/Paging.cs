namespace TalusBot.Maintenance.Console;

/// <summary>The way through a long list.</summary>
internal static class Paging
{
    public static Html Links(int page, int size, int count, Func<int, string> address)
    {
        var pages = (count + size - 1) / size;
        return pages < 2 ? Html.None : Html.Of(
            $"""
            <nav aria-label="Pages"><ul>
            {Html.If(page > 1, () => Html.Of($"<li><a href=\"{address(page - 1)}\" rel=\"prev\">Newer</a></li>"))}
            <li><a href="{address(page)}" aria-current="page">Page {page} of {pages}</a></li>
            {Html.If(page < pages, () => Html.Of($"<li><a href=\"{address(page + 1)}\" rel=\"next\">Older</a></li>"))}
            </ul></nav>
            """);
    }
}
