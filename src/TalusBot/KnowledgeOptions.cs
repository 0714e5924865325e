using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot;

/// <summary>Settings under <c>Knowledge</c>: where the files are. Relative paths start at the working directory.</summary>
internal sealed class KnowledgeOptions
{
    /// <summary>The folder that maintainers write. Default knowledge.</summary>
    [Required, MinLength(1), MaxLength(4096)]
    public string Path { get; set; } = "knowledge";

    /// <summary>The folder of articles as published. Default seeds.</summary>
    [Required, MinLength(1), MaxLength(4096)]
    public string Seeds { get; set; } = "seeds";

    /// <summary>How often the folders are looked at for changes that the system does not tell of. 0.1 s to 1 h, default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the system is asked to tell of changes. Default true; false where it has no watches to spare, and looking at intervals must do.</summary>
    public bool Listen { get; set; } = true;
}

[OptionsValidator]
internal sealed partial class KnowledgeOptionsValidator : IValidateOptions<KnowledgeOptions>;
