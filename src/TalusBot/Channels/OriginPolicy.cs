namespace TalusBot.Channels;

/// <summary>What browsers let pages of configured origins do with our answers, errors included.</summary>
internal static class OriginPolicy
{
    public const string Name = "configured origins";

    public static IServiceCollection AddOriginPolicy(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<Callers>((cors, callers) => cors.AddPolicy(Name, policy => policy
            .SetIsOriginAllowed(callers.IsConfiguredOrigin)
            .WithMethods("GET", "POST")
            .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")
            .WithExposedHeaders("Retry-After")
            .AllowCredentials()
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        return services;
    }
}
