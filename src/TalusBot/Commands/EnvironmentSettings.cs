namespace TalusBot.Commands;

/// <summary>The settings that a command without a host sees: appsettings.json in the working directory, then the environment.</summary>
internal static class EnvironmentSettings
{
    public static T Read<T>(string section)
        where T : class, new() => Load().GetSection(section).Get<T>() ?? new T();

    public static IConfiguration Load() => new ConfigurationBuilder()
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();
}
