namespace TalusBot.Storage;

/// <summary>The store and the ways into it.</summary>
internal static class StorageServices
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>().BindConfiguration("Storage");
        services.AddSingleton<Store>();
        services.AddSingleton<ProcessStore>();
        services.AddHostedService<SignsOfLife>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<TurnStore>();
        services.AddSingleton<WholeTurnStore>();
        services.AddSingleton<RetentionStore>();
        services.AddSingleton<AskerStore>();
        services.AddSingleton<ConnectorStore>();
        services.AddSingleton<MaintainStore>();
        services.AddSingleton<AuditStore>();
    }
}
