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
}

[OptionsValidator]
internal sealed partial class KnowledgeOptionsValidator : IValidateOptions<KnowledgeOptions>;
