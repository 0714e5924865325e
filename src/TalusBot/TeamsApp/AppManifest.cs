using System.Text.Json.Serialization;

namespace TalusBot.TeamsApp;

/// <summary>manifest.json of a Teams app, as far as we fill it in; names as in Microsoft's schema.</summary>
internal sealed record AppManifest(
    [property: JsonPropertyName("$schema")] string Schema,
    string ManifestVersion,
    string Version,
    string Id,
    ManifestDeveloper Developer,
    ManifestText Name,
    ManifestText Description,
    ManifestIcons Icons,
    string AccentColor,
    IReadOnlyList<ManifestBot> Bots,
    IReadOnlyList<ManifestExtension> ComposeExtensions,
    IReadOnlyList<string>? ValidDomains);

internal sealed record ManifestDeveloper(string Name, string WebsiteUrl, string PrivacyUrl, string TermsOfUseUrl);

internal sealed record ManifestText(string Short, string? Full);

internal sealed record ManifestIcons(string Color, string Outline);

internal sealed record ManifestBot(string BotId, IReadOnlyList<string> Scopes, bool SupportsFiles, bool IsNotificationOnly, IReadOnlyList<ManifestCommandList> CommandLists);

internal sealed record ManifestCommandList(IReadOnlyList<string> Scopes, IReadOnlyList<ManifestCommand> Commands);

internal sealed record ManifestCommand(string Title, string Description);

internal sealed record ManifestExtension(string BotId, IReadOnlyList<ManifestQuery> Commands);

internal sealed record ManifestQuery(string Id, string Type, string Title, string Description, IReadOnlyList<string> Context, bool InitialRun, IReadOnlyList<ManifestParameter> Parameters);

internal sealed record ManifestParameter(string Name, string Title, string Description, string InputType);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(AppManifest))]
internal sealed partial class AppManifestJson : JsonSerializerContext;
