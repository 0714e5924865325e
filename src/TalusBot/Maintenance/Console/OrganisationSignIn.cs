using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TalusBot.Channels;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>Signing in with an organisation's OpenID Connect provider: code flow with PKCE. Where nothing is configured, nothing of it is there.</summary>
internal static partial class OrganisationSignIn
{
    public const string Path = SignIn.Path + "/organisation";
    public const string ReturnPath = SignIn.Path + "/back";
    public const string SignOutPath = SignIn.Path + "/signed-out";

    private const string Scheme = "talusbot-organisation";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <param name="isConfigured">Without a provider a scheme would have nobody to ask.</param>
    public static IServiceCollection AddOrganisationSignIn(this IServiceCollection services, bool isConfigured)
    {
        if (isConfigured)
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
            services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<MaintainOptions>, TimeProvider>((provider, maintain, clock) => Configure(provider, maintain.Value.OpenIdConnect, clock));
            services.AddHostedService<NobodyAllowed>();
        }

        return services;
    }

    /// <summary>A link and no form: a form of ours may lead to our own pages only.</summary>
    public static void MapOrganisationSignIn(this IEndpointRouteBuilder group) => group.MapGet(Path, StartAsync).RequireRateLimiting(RateLimits.SignIns);

    private static async Task<IResult> StartAsync(HttpContext context, IOptions<MaintainOptions> maintain, ILogger<NobodyAllowed> logger, string? then)
    {
        if (!maintain.Value.OpenIdConnect.IsSet)
        {
            return ConsoleFrame.Message(context, "There is nothing here", Html.Of($"<p>Signing in with an organisation is not set up. <a href=\"{SignIn.Path}\">Sign in with the key</a></p>"), StatusCodes.Status404NotFound);
        }

        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = SignIn.IsOurs(then ?? "") ? then : ConsoleRoutes.Inbox });
            return Results.Empty;
        }
#pragma warning disable CA1031 // Whatever keeps us from asking the provider is its trouble or the network's, and the person is told so.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log.NotReached(logger, error.GetBaseException().Message);
            return Trouble(context, maintain.Value, "Your organisation's sign-in cannot be reached just now. Please try again in a little while.", StatusCodes.Status502BadGateway);
        }
    }

    private static void Configure(OpenIdConnectOptions provider, OpenIdConnectSettings settings, TimeProvider clock)
    {
        provider.Authority = settings.Authority;
        provider.ClientId = settings.ClientId;
        provider.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
        provider.RequireHttpsMetadata = !settings.IsLoopback;
        provider.SignInScheme = Maintainer.Scheme;
        provider.CallbackPath = ReturnPath;
        provider.RemoteSignOutPath = PathString.Empty;
        provider.SignedOutCallbackPath = SignOutPath;
        provider.TimeProvider = clock;

        // The answer comes by the address of a page that the browser opens, so that cookies need not travel with forms from elsewhere.
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.SaveTokens = false;
        provider.GetClaimsFromUserInfoEndpoint = false;
        provider.MapInboundClaims = false;
        provider.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
        {
            provider.Scope.Add(scope);
        }

        foreach (var cookie in (CookieBuilder[])[provider.CorrelationCookie, provider.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        provider.TokenValidationParameters = new TokenValidationParameters
        {
            ValidateAudience = true,
            ValidateIssuer = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && clock.GetUtcNow().UtcDateTime is var now && now < end + ClockSkew && (notBefore is not { } begin || now >= begin - ClockSkew),
        };
        provider.Events.OnTokenValidated = context =>
        {
            if (Vouched(context) is { } person)
            {
                context.Principal = person;
            }
            else
            {
                context.Fail(new NotAmongThem());
            }

            return Task.CompletedTask;
        };
        provider.Events.OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<AuditStore>()
            .NoteAsync(context.Principal?.Identity?.Name ?? "somebody", AuditAction.SignedIn, "", "", context.HttpContext.RequestAborted);
        provider.Events.OnAccessDenied = context =>
        {
            context.HandleResponse();
            return FailedAsync(context.HttpContext, "Your organisation's sign-in was left before it was done. Nothing happened.", StatusCodes.Status403Forbidden);
        };
        provider.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            var isStranger = context.Failure is NotAmongThem || context.Failure?.InnerException is NotAmongThem;
            if (!isStranger)
            {
                Log.Failed(context.HttpContext.RequestServices.GetRequiredService<ILogger<NobodyAllowed>>(), context.Failure?.GetType().Name ?? "unknown");
            }

            return isStranger
                ? FailedAsync(context.HttpContext, "You are signed in with your organisation, but you are not among those who may use this console. Whoever runs it can add your email address or subject id to Maintain__OpenIdConnect__Allowed.", StatusCodes.Status403Forbidden)
                : FailedAsync(context.HttpContext, "Your organisation's sign-in did not work. It may have taken too long, or its answer was not one that can be trusted. Please try again.", StatusCodes.Status400BadRequest);
        };
    }

    /// <summary>Null where they may not.</summary>
    private static System.Security.Claims.ClaimsPrincipal? Vouched(TokenValidatedContext context)
    {
        var settings = context.HttpContext.RequestServices.GetRequiredService<IOptions<MaintainOptions>>().Value.OpenIdConnect;
        var (subject, email, name) = (Claim(JwtRegisteredClaimNames.Sub), Claim(JwtRegisteredClaimNames.Email), Claim(JwtRegisteredClaimNames.Name));

        // An address that the provider itself does not vouch for is anybody's.
        var vouched = string.Equals(Claim("email_verified") ?? "true", "true", StringComparison.OrdinalIgnoreCase) ? email : null;
        return !settings.Allows(subject, vouched) ? null
            : Maintainer.Vouched(new[] { name, email, subject }.Select(one => Maintainer.Cleaned(one ?? "")).FirstOrDefault(one => one.Length > 0) ?? "somebody", subject, vouched, settings);

        string? Claim(string type) => context.Principal?.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;
    }

    private static Task FailedAsync(HttpContext context, string words, int status) =>
        Trouble(context, context.RequestServices.GetRequiredService<IOptions<MaintainOptions>>().Value, words, status).ExecuteAsync(context);

    private static IResult Trouble(HttpContext context, MaintainOptions maintain, string words, int status) => ConsoleFrame.Message(
        context,
        "You are not signed in",
        Html.Of($"<p role=\"alert\">{words}</p><p><a href=\"{SignIn.Path}\">{(maintain.HasKey ? "Try again, or sign in with the key" : "Try again")}</a></p>"),
        status);

    /// <summary>The provider vouches for somebody who is not allowed in.</summary>
    private sealed class NotAmongThem : Exception;

    /// <summary>Says once at start that a provider without anybody allowed lets nobody in.</summary>
    internal sealed class NobodyAllowed(IOptions<MaintainOptions> maintain, ILogger<NobodyAllowed> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (maintain.Value.OpenIdConnect is { IsSet: true, Allowed.Count: 0 })
            {
                Log.Nobody(logger);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Maintain__OpenIdConnect__Allowed is empty: nobody can sign in to the console with the organisation. Set Maintain__OpenIdConnect__Allowed__0 to the email address or subject id of the first who may")]
        public static partial void Nobody(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The provider of the console's sign-in cannot be reached: {Reason}")]
        public static partial void NotReached(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with the organisation failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
