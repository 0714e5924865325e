using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Maintenance.Console;

/// <summary>Settings under <c>Maintain</c>: who may use the console at <c>/maintain</c>. With neither a key nor OpenID Connect it is off.</summary>
internal sealed class MaintainOptions : IValidatableObject
{
    /// <summary>What maintainers sign in with, 16 to 256 characters. Changing it signs everybody out.</summary>
    [MaxLength(256), RegularExpression(".{16,}", ErrorMessage = "Maintain:Key is shorter than 16 characters; take at least 16 random ones.")]
    public string Key { get; set; } = "";

    /// <summary>After so long without a request a maintainer signs in again. 5 minutes to 30 days, default 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The organisation's own sign-in. Default none.</summary>
    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();

    internal bool HasKey => Key.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OpenIdConnect.Mistakes().Select(mistake => new ValidationResult(mistake));
}

[OptionsValidator]
internal sealed partial class MaintainOptionsValidator : IValidateOptions<MaintainOptions>;
