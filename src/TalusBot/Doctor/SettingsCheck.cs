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
        Validate(() => settings.GetSection("Knowledge").Get<KnowledgeOptions>(), new KnowledgeOptionsValidator());
        Validate(() => settings.GetSection("Storage").Get<StorageOptions>(), new StorageOptionsValidator());
        Validate(() => settings.GetSection("Limits").Get<LimitsOptions>(), new LimitsOptionsValidator());
        Validate(() => settings.GetSection("Web").Get<WebOptions>(), new WebOptionsValidator());
        Validate(() => settings.GetSection("Connector").Get<ConnectorOptions>(), new ConnectorOptionsValidator());

        // Its secret has a check of its own.
        Validate(() => settings.GetSection("TeamsWebhook").Get<TeamsWebhookOptions>(), new TeamsWebhookOptionsValidator(), webhook => webhook.Secret = "");
        var pages = Validate(() => settings.GetSection("DirectLine").Get<DirectLineOptions>(), new DirectLineOptionsValidator());
        yield return failures.Count == 0
            ? Finding.Ok("settings", "All settings are within their ranges.")
            : Finding.Wrong("settings", string.Join(' ', failures), "docs/configuration.md names every setting with its range.");
        yield return pages is not { AllowedOrigins: { Count: > 0 } origins }
            ? Finding.Ok("pages", "No page of another site may show the chat; Teams needs none. DirectLine__AllowedOrigins__0 would allow one.")
            : Finding.Ok("pages", $"These pages may show the chat: {string.Join(", ", origins)}.");

        T? Validate<T>(Func<T?> read, IValidateOptions<T> validator, Action<T>? without = null)
            where T : class, new()
        {
            try
            {
                var options = read() ?? new T();
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
