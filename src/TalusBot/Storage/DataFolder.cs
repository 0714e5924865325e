namespace TalusBot.Storage;

/// <summary>The folder of the data file; what may be reused lies there too.</summary>
internal static class DataFolder
{
    public static string Of(StorageOptions storage) => Path.GetDirectoryName(Path.GetFullPath(storage.Path))!;
}
