using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalusBot.TeamsApp;

/// <summary>The rules for manifest.json that matter to a bot: what is required, how long it may be, what it must look like.</summary>
internal sealed partial class ManifestCheck
{
    private const int MostBots = 1;
    private const int MostQueries = 10;

    /// <summary>Every key that some version of the schema knows, without packageName.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$schema", "manifestVersion", "version", "id", "localizationInfo", "developer", "name", "description", "icons", "accentColor", "configurableTabs", "staticTabs", "bots",
        "connectors", "subscriptionOffer", "composeExtensions", "permissions", "devicePermissions", "validDomains", "webApplicationInfo", "graphConnector", "showLoadingIndicator",
        "isFullScreen", "activities", "supportsChannelFeatures", "supportedChannelTypes", "configurableProperties", "defaultBlockUntilAdminAction", "publisherDocsUrl",
        "defaultInstallScope", "defaultGroupCapability", "meetingExtensionDefinition", "authorization", "extensions", "dashboardCards", "intuneInfo", "copilotAgents",
        "agenticUserTemplates", "elementRelationshipSet", "backgroundLoadConfiguration", "agentConnectors", "agentSkills",
    };

    private readonly ManifestFields fields;
    private readonly SchemaVersion schema;

    private ManifestCheck(ManifestFields fields, SchemaVersion schema) => (this.fields, this.schema) = (fields, schema);

    /// <returns>The report, and the icons that the manifest names, each with its line.</returns>
    public static (PackageReport Report, IReadOnlyList<(string Kind, string Name, int Line)> Icons) Check(ReadOnlyMemory<byte> file)
    {
        var text = file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file;
        try
        {
            var (lines, problem) = JsonLines.Of(text.Span);
            if (problem is { } tooMuch)
            {
                return (PackageReport.Of(new(AppPackage.ManifestName, tooMuch.Line, tooMuch.Message)), []);
            }

            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonLines.Depth });
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return (PackageReport.Of(new(AppPackage.ManifestName, 1, "A manifest is one JSON object; begin it with { and end it with }.")), []);
            }

            var fields = new ManifestFields(lines);
            var root = document.RootElement;
            var check = new ManifestCheck(fields, Schema(root, fields));
            var icons = check.Whole(root);
            return (new PackageReport(fields.Problems, BotId(root), Summary(root)), icons);
        }
        catch (JsonException error)
        {
            return (PackageReport.Of(new(AppPackage.ManifestName, (int)(error.LineNumber ?? 0) + 1, $"This is no valid JSON here ({Plain(error.Message)}); look for a missing or extra comma, quotation mark or bracket.")), []);
        }
    }

    private static SchemaVersion Schema(JsonElement root, ManifestFields fields)
    {
        var written = fields.Text(root, "manifestVersion", most: 20);
        if (SchemaVersion.Parse(written) is not { } schema)
        {
            if (written is not null)
            {
                fields.Report("manifestVersion", $"\"{PackageCheck.Shown(written)}\" is no version that is known here; write \"{SchemaVersion.Newest}\", or \"{SchemaVersion.Widespread}\" for tenants that are behind, with the \"$schema\" that belongs to it.");
            }

            return SchemaVersion.Newest;
        }

        if (fields.Text(root, "$schema", most: 2048, required: false) is { } url && !url.Contains($"/v{schema}/", StringComparison.OrdinalIgnoreCase))
        {
            fields.Report("$schema", $"It belongs to another version than \"manifestVersion\" {schema}; write \"{schema.Url}\".");
        }

        return schema;
    }

    private List<(string Kind, string Name, int Line)> Whole(JsonElement root)
    {
        foreach (var repeated in fields.Lines.Repeated)
        {
            fields.Report(repeated, $"\"{PackageCheck.Shown(repeated)}\" stands here more than once; keep one.");
        }

        foreach (var key in root.EnumerateObject().Select(property => property.Name).Where(key => !Known.Contains(key) && !(key == "packageName" && schema.KnowsPackageName)))
        {
            fields.Report(key, $"\"{PackageCheck.Shown(key)}\" is no key of a manifest of version {schema}; remove it.");
        }

        if (fields.Text(root, "version", most: 256) is { } version && !Semantic().IsMatch(version))
        {
            fields.Report("version", $"\"{PackageCheck.Shown(version)}\" is no version; write three numbers with dots between them, such as 1.0.0.");
        }

        Id(root, "", "id");
        if (fields.Object(root, "developer") is { } developer)
        {
            fields.Text(developer, "developer.name", most: 32);
            Address(developer, "developer.websiteUrl");
            Address(developer, "developer.privacyUrl");
            Address(developer, "developer.termsOfUseUrl");
        }

        if (fields.Object(root, "name") is { } name)
        {
            fields.Text(name, "name.short", most: 30);
            fields.Text(name, "name.full", most: 100, required: schema.NeedsFullName);
        }

        if (fields.Object(root, "description") is { } description)
        {
            fields.Text(description, "description.short", most: 80);
            fields.Text(description, "description.full", most: 4000);
        }

        if (fields.Text(root, "accentColor", most: 20) is { } colour && !Colour().IsMatch(colour))
        {
            fields.Report("accentColor", $"\"{PackageCheck.Shown(colour)}\" is no colour; write # and six digits from 0 to f, such as \"#0d6b63\".");
        }

        Bots(root);
        Extensions(root);
        Domains(root);
        return IconNames(root);
    }

    private List<(string Kind, string Name, int Line)> IconNames(JsonElement root)
    {
        var names = new List<(string, string, int)>();
        if (fields.Object(root, "icons") is { } icons)
        {
            foreach (var (kind, required) in ((string, bool)[])[("color", true), ("outline", true), ("color32x32", false)])
            {
                if (fields.Text(icons, $"icons.{kind}", most: 2048, required) is { } name)
                {
                    names.Add((kind, name, fields.Lines[$"icons.{kind}"]));
                }
            }
        }

        return names;
    }

    private void Bots(JsonElement root)
    {
        foreach (var (bot, path) in fields.Items(root, "bots", MostBots))
        {
            Id(bot, path + ".", "botId");
            Scopes(bot, path);
            foreach (var (list, listPath) in fields.Items(bot, $"{path}.commandLists", 3))
            {
                Scopes(list, listPath);
                foreach (var (command, commandPath) in fields.Items(list, $"{listPath}.commands", schema.MostCommands))
                {
                    fields.Text(command, $"{commandPath}.title", schema.LongestCommand);
                    fields.Text(command, $"{commandPath}.description", most: 4000, required: schema.CommandsNeedDescription);
                }
            }
        }
    }

    private void Scopes(JsonElement owner, string path)
    {
        foreach (var (scope, scopePath) in fields.Items(owner, $"{path}.scopes", 4, required: true, ofObjects: false))
        {
            var written = scope.ValueKind is JsonValueKind.String ? scope.GetString() : scope.GetRawText();
            if (!(written is "personal" or "team" or "groupChat" || (written == "copilot" && schema.KnowsCopilot)))
            {
                fields.Report(scopePath, $"\"{PackageCheck.Shown(written ?? "")}\" is no scope; write personal, team or groupChat, with a capital C.");
            }
        }
    }

    private void Extensions(JsonElement root)
    {
        foreach (var (extension, path) in fields.Items(root, "composeExtensions", MostBots))
        {
            if (extension.TryGetProperty("botId", out _) || !extension.TryGetProperty("apiSpecificationFile", out _))
            {
                Id(extension, path + ".", "botId");
            }

            foreach (var (query, queryPath) in fields.Items(extension, $"{path}.commands", MostQueries))
            {
                fields.Text(query, $"{queryPath}.id", most: 64);
                fields.Text(query, $"{queryPath}.title", most: 32);
                fields.Text(query, $"{queryPath}.description", most: 128, required: false);
                foreach (var (parameter, parameterPath) in fields.Items(query, $"{queryPath}.parameters", 5))
                {
                    fields.Text(parameter, $"{parameterPath}.name", most: 64);
                    fields.Text(parameter, $"{parameterPath}.title", most: 32);
                    fields.Text(parameter, $"{parameterPath}.description", most: 128, required: false);
                }
            }
        }
    }

    private void Domains(JsonElement root)
    {
        foreach (var (domain, path) in fields.Items(root, "validDomains", schema.MostDomains, ofObjects: false))
        {
            var written = domain.ValueKind is JsonValueKind.String ? domain.GetString()! : domain.GetRawText();
            if (written.Length > 2048 || !Domain().IsMatch(written))
            {
                fields.Report(path, $"\"{PackageCheck.Shown(written)}\" is no domain; write the host only, such as bot.example, without https:// and without a path.");
            }
        }
    }

    private void Id(JsonElement owner, string prefix, string key)
    {
        if (fields.Text(owner, prefix + key, most: 64) is { } id && (!Guid.TryParseExact(id, "D", out var guid) || guid == Guid.Empty))
        {
            fields.Report(prefix + key, $"\"{PackageCheck.Shown(id)}\" is no id; write the Microsoft App ID of the bot, such as 11111111-2222-4333-8444-555555555555.");
        }
    }

    private void Address(JsonElement owner, string path)
    {
        if (fields.Text(owner, path, most: 2048) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            fields.Report(path, $"\"{PackageCheck.Shown(url)}\" is no address that begins with https://; write one that does.");
        }
    }

    private static string? BotId(JsonElement root) =>
        root.TryGetProperty("bots", out var bots) && bots.ValueKind is JsonValueKind.Array && bots.GetArrayLength() > 0
        && bots[0].ValueKind is JsonValueKind.Object && bots[0].TryGetProperty("botId", out var id) && id.ValueKind is JsonValueKind.String ? id.GetString() : null;

    private static string? Summary(JsonElement root) =>
        root.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.Object && name.TryGetProperty("short", out var brief) && brief.ValueKind is JsonValueKind.String
        && root.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.String
        && root.TryGetProperty("manifestVersion", out var schema) && schema.ValueKind is JsonValueKind.String
            ? $"{PackageCheck.Shown(brief.GetString()!)} {PackageCheck.Shown(version.GetString()!)}, schema {PackageCheck.Shown(schema.GetString()!)}"
            : null;

    /// <summary>The reader's message without its own count of lines, which begins at 0.</summary>
    private static string Plain(string message) => message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.');

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Semantic();

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Domain();
}
