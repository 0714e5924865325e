using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Storage;

/// <summary>Settings under <c>Storage</c>: where conversations are kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>The SQLite file, relative to the working directory. Default data/talusbot.db; the folder is made when it is missing.</summary>
    [Required, MinLength(1), MaxLength(4096)]
    public string Path { get; set; } = "data/talusbot.db";

    /// <summary>The connection string of a PostgreSQL database, such as Host=localhost;Database=talusbot;Username=talusbot. Default empty: the SQLite file is used.</summary>
    [MaxLength(4096)]
    public string PostgreSql { get; set; } = "";

    /// <summary>How long a talk is kept after the last word in it; then everything about it is deleted. Default 30 days; 1 hour to 3650 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after its last sign of life the work of a process is taken over by another one over the same PostgreSQL database. Default 10 seconds; 2 seconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan TurnLease { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
