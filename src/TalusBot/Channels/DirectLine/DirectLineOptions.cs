using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.DirectLine;

/// <summary>Settings under <c>DirectLine</c>: who may talk to us from which page.</summary>
internal sealed class DirectLineOptions : IValidatableObject
{
    /// <summary>The secret with which another server asks for tokens. Default empty: nobody can. At most 256 characters; take at least 32 random ones.</summary>
    [MaxLength(256)]
    public string Secret { get; set; } = "";

    /// <summary>How many seconds a token lives. Default 1800; 5 to 86400.</summary>
    [Range(5, 86_400)]
    public int TokenLifetimeSeconds { get; set; } = 1800;

    /// <summary>How long a key signs tokens before a new one takes its place. Tokens signed before go on until their own end. Default 30 days; 1 hour to 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The origins of pages that may talk to us, such as https://blog.example. Default none; at most 100.</summary>
    [MaxLength(100)]
    public IList<string> AllowedOrigins { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < AllowedOrigins.Count; i++)
        {
            if (Origin.Normalise(AllowedOrigins[i]) is null)
            {
                yield return new ValidationResult($"DirectLine__AllowedOrigins__{i} is \"{AllowedOrigins[i]}\", which is no origin; write scheme and host, such as https://blog.example, or leave the setting out.");
            }
        }

        if (Secret.Any(char.IsWhiteSpace))
        {
            yield return new ValidationResult("DirectLine__Secret holds a blank; no client could send it.");
        }
    }
}

[OptionsValidator]
internal sealed partial class DirectLineOptionsValidator : IValidateOptions<DirectLineOptions>;
