using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TalusBot.Channels;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/sign-in</c>: a name for the history, and the key.</summary>
internal static class SignIn
{
    public const string Path = ConsoleRoutes.Path + "/sign-in";
    public const string OutPath = ConsoleRoutes.Path + "/sign-out";

    /// <summary>Where to go after it.</summary>
    public const string ThenField = "then";

    private const string Title = "Sign in";

    /// <summary>The only part of the console that is open to everybody.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").CheckForms();
        group.MapGet(Path, (HttpContext context, string? then) => Form(context, then, name: ""));
        group.MapOrganisationSignIn();
        group.MapPost(Path, SignInAsync).RequireRateLimiting(RateLimits.SignIns);
        group.MapPost(OutPath, async (HttpContext context) =>
        {
            await context.SignOutAsync(Maintainer.Scheme);
            return Results.LocalRedirect(Path);
        });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IOptions<MaintainOptions> maintain, AuditStore audit, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var name = Maintainer.Cleaned(form["name"].ToString());
        var then = form[ThenField].ToString();
        if (!maintain.Value.HasKey || !Maintainer.IsKey(form["key"].ToString(), maintain.Value.Key))
        {
            return Form(context, then, name, "That key is not right. It is the one that the setting Maintain__Key holds.", StatusCodes.Status401Unauthorized);
        }

        if (name.Length == 0)
        {
            return Form(context, then, name, "Please say who you are. The history shows it beside what you change.", StatusCodes.Status400BadRequest);
        }

        await context.SignInAsync(Maintainer.Scheme, Maintainer.Named(name, maintain.Value.Key));
        await audit.NoteAsync(name, AuditAction.SignedIn, "", "", cancel);
        return Results.LocalRedirect(IsOurs(then) ? then : ConsoleRoutes.Inbox);
    }

    /// <summary>Only into the console, never to another site. Nothing but printable ASCII can stand in a response's header.</summary>
    public static bool IsOurs(string path) =>
        path.StartsWith(ConsoleRoutes.Path + "/", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && path.All(sign => sign is > ' ' and <= '~');

    private static IResult Form(HttpContext context, string? then, string name, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var maintain = context.RequestServices.GetRequiredService<IOptions<MaintainOptions>>().Value;
        return maintain is { HasKey: false, OpenIdConnect.IsSet: false }
            ? ConsoleFrame.Message(
                context,
                "The console is off",
                Html.Of($"<p>Set <code>Maintain__Key</code> to at least 16 random characters and start the bot again. Then this page asks for that key. An organisation's sign-in can be set up too: see <code>Maintain__OpenIdConnect__Authority</code>.</p>"),
                StatusCodes.Status403Forbidden)
            : ConsoleFrame.Page(
                context,
                Title,
                null,
                Html.Of(
                    $"""
                    {Html.If(wrong is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{wrong}</p>"))}
                    {Html.If(maintain.OpenIdConnect.IsSet, () => Html.Of($"<p><a class=\"button\" href=\"{OrganisationSignIn.Path}?then={Uri.EscapeDataString(then ?? "")}\">Sign in with your organisation</a></p>"))}
                    {Html.If(maintain is { HasKey: true, OpenIdConnect.IsSet: true }, () => Html.Of($"<h2>Or with the key</h2>"))}
                    {Html.If(maintain.HasKey, () => KeyForm(context, then, name))}
                    """),
                status);
    }

    private static Html KeyForm(HttpContext context, string? then, string name) => Html.Of(
        $"""
        <form method="post" action="{Path}" class="narrow">{FormCheck.Field(context)}
        <input type="hidden" name="{ThenField}" value="{then ?? ""}">
        <label for="name">Your name</label>
        <input id="name" name="name" value="{name}" maxlength="{Maintainer.LongestName}" autocomplete="name" required>
        <p class="hint">Shown in the history beside what you change.</p>
        <label for="key">Key</label>
        <input id="key" name="key" type="password" maxlength="256" autocomplete="current-password" required>
        <button>Sign in</button>
        </form>
        """);
}
