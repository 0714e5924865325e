using Microsoft.AspNetCore.Cors.Infrastructure;

namespace TalusBot.Channels;

/// <summary>What browsers let pages of configured origins do with our answers, errors included.</summary>
internal static class OriginPolicy
{
    public const string Name = "configured origins";

    public static IServiceCollection AddOriginPolicy(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<Callers>((cors, callers) => cors.AddPolicy(Name, policy => policy
            .SetIsOriginAllowed(callers.IsConfiguredOrigin)
            .WithMethods("GET", "POST")
            .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")
            .WithExposedHeaders("Retry-After")
            .AllowCredentials()
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        return services;
    }

    /// <summary>
    /// As <c>UseCors</c>, which compiles an expression at every start to call this middleware; that takes a library of its
    /// own and the time of many answers.
    /// </summary>
    public static void UseOriginPolicy(this WebApplication app)
    {
        var services = app.Services;
        app.Use(next =>
        {
            var middleware = new CorsMiddleware(next, services.GetRequiredService<ICorsService>(), services.GetRequiredService<ILoggerFactory>(), Name);
            return context => middleware.Invoke(context, context.RequestServices.GetRequiredService<ICorsPolicyProvider>());
        });
    }
}
