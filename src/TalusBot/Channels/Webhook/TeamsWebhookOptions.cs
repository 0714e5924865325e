using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Webhook;

/// <summary>Settings under <c>TeamsWebhook</c>: the way into a team's channel without any registration of the bot.</summary>
internal sealed class TeamsWebhookOptions : IValidatableObject
{
    /// <summary>The security token that Teams shows once when an outgoing webhook is made: a base64 string. Default empty: there is no such route. At most 256 characters.</summary>
    [MaxLength(256)]
    public string Secret { get; set; } = "";

    /// <summary>How long Teams is kept waiting for the reply. Default 4 seconds; 0.1 to 5 seconds, after which Teams gives up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The key that <see cref="Secret"/> spells; null where it spells none.</summary>
    public byte[]? Key()
    {
        var key = new byte[Secret.Length];
        return Convert.TryFromBase64String(Secret, key, out var length) && length > 0 ? key[..length] : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secret.Length > 0 && Key() is null)
        {
            yield return new ValidationResult("TeamsWebhook__Secret is no base64 text; copy the security token that Teams showed when the outgoing webhook was made.");
        }
    }
}

[OptionsValidator]
internal sealed partial class TeamsWebhookOptionsValidator : IValidateOptions<TeamsWebhookOptions>;
