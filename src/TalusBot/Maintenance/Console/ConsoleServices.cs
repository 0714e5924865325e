using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>What the console at <c>/maintain</c> is made of.</summary>
internal static class ConsoleServices
{
    public const string Policy = "maintainer";

    public static IServiceCollection AddConsole(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<MaintainOptions, MaintainOptionsValidator>().BindConfiguration("Maintain");
        services.AddDataProtection().SetApplicationName("TalusBot");
        services.AddSingleton<ProtectionKeys>();
        services.AddSingleton<EntryFiles>();
        services.AddSingleton<EntryEditor>();
        services.AddSingleton<InboxGroups>();
        services.AddSingleton<ImpactQuestions>();
        services.AddSingleton<JudgedFile>();
        services.AddSingleton<Judging>();
        services.AddSingleton<FitTrials>();
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((keys, stored) => keys.XmlRepository = stored);
        services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = "form";
            forms.Cookie.Name = "talusbot-form";
            forms.Cookie.Path = ConsoleRoutes.Path;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication(Maintainer.Scheme).AddCookie(Maintainer.Scheme, _ => { });
        services.AddOrganisationSignIn(!string.IsNullOrEmpty(configuration["Maintain:OpenIdConnect:Authority"]));
        services.AddOptions<CookieAuthenticationOptions>(Maintainer.Scheme).Configure<IOptions<MaintainOptions>, TimeProvider>(Configure);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Maintainer.Scheme).RequireAuthenticatedUser());

        // Keys are read when a maintainer comes. Read at every start, as this service does, they take libraries for XML with them.
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly));
        return services;
    }

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<MaintainOptions> maintain, TimeProvider clock)
    {
        cookie.Cookie.Name = Maintainer.Scheme;
        cookie.Cookie.Path = ConsoleRoutes.Path;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = maintain.Value.SessionLifetime;
        cookie.SlidingExpiration = true;
        cookie.TimeProvider = clock;
        cookie.LoginPath = SignIn.Path;
        cookie.ReturnUrlParameter = SignIn.ThenField;
        cookie.Events.OnValidatePrincipal = context =>
        {
            if (!Maintainer.MayStay(context.Principal, maintain.Value))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToLogin = context =>
        {
            // A page leads to the sign-in; a script is told, and a form that was sent cannot be sent again by itself.
            if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            {
                context.Response.Redirect(context.RedirectUri);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }

            return Task.CompletedTask;
        };
    }
}
