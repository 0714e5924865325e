namespace TalusBot.Storage;

/// <summary>Where commands without a host keep what they may reuse: beside the data file that the environment names.</summary>
internal static class DataFolder
{
    public static string Path
    {
        get
        {
            var settings = new ConfigurationBuilder()
                .AddJsonFile(System.IO.Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection("Storage")
                .Get<StorageOptions>() ?? new StorageOptions();
            return Of(settings);
        }
    }

    public static string Of(StorageOptions storage) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(storage.Path))!;
}
