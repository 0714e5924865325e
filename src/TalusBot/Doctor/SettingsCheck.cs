using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TalusBot.Channels;
using TalusBot.Channels.Connector;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Webhook;
using TalusBot.Storage;

namespace TalusBot.Doctor;

/// <summary>The other settings, by the rules that hold when the bot starts; and which pages may show the chat.</summary>
internal static partial class SettingsCheck
{
    public static IEnumerable<Finding> Of(IConfiguration settings)
    {
        var failures = new List<string>();
        Validate<KnowledgeOptions>("Knowledge", new KnowledgeOptionsValidator());
        Validate<StorageOptions>("Storage", new StorageOptionsValidator());
        Validate<LimitsOptions>("Limits", new LimitsOptionsValidator());
        Validate<WebOptions>("Web", new WebOptionsValidator());
        Validate<ConnectorOptions>("Connector", new ConnectorOptionsValidator());

        // Its secret has a check of its own.
        Validate<TeamsWebhookOptions>("TeamsWebhook", new TeamsWebhookOptionsValidator(), webhook => webhook.Secret = "");
        var pages = Validate<DirectLineOptions>("DirectLine", new DirectLineOptionsValidator());
        yield return failures.Count == 0
            ? Finding.Ok("settings", "All settings are within their ranges.")
            : Finding.Wrong("settings", string.Join(' ', failures), "docs/configuration.md names every setting with its range.");
        yield return pages is not { AllowedOrigins: { Count: > 0 } origins }
            ? Finding.Ok("pages", "No page of another site may show the chat; Teams needs none. DirectLine__AllowedOrigins__0 would allow one.")
            : Finding.Ok("pages", $"These pages may show the chat: {string.Join(", ", origins)}.");

        T? Validate<T>(string section, IValidateOptions<T> validator, Action<T>? without = null)
            where T : class, new()
        {
            try
            {
                var options = settings.GetSection(section).Get<T>() ?? new T();
                without?.Invoke(options);
                failures.AddRange((validator.Validate(null, options).Failures ?? []).Select(failure => OptionsClass().Replace(failure, "$1__")));
                return options;
            }
            catch (InvalidOperationException error)
            {
                failures.Add(error.Message);
                return null;
            }
        }
    }

    /// <summary>The validator speaks of LimitsOptions.BodyBytes; people set Limits__BodyBytes.</summary>
    [GeneratedRegex(@"\b(\w+)Options\.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionsClass();
}
