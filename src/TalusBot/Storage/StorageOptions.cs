using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Storage;

/// <summary>Settings under <c>Storage</c>: where conversations are kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>The SQLite file, relative to the working directory. Default data/talusbot.db; the folder is made when it is missing.</summary>
    [Required, MinLength(1), MaxLength(4096)]
    public string Path { get; set; } = "data/talusbot.db";

    /// <summary>How long a process claims a turn for. It is kept with every turn; one file has one process, so nobody takes over before that process has ended. Default 30 seconds; 5 seconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan TurnLease { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
