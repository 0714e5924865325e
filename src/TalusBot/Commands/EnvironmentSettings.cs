using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary>The settings that a command without a host sees: appsettings.json in the working directory, then the environment.</summary>
internal static class EnvironmentSettings
{
    public static KnowledgeOptions Knowledge => Load().GetSection("Knowledge").Get<KnowledgeOptions>() ?? new();

    public static StorageOptions Storage => Load().GetSection("Storage").Get<StorageOptions>() ?? new();

    public static IConfiguration Load() => new ConfigurationBuilder()
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();
}
