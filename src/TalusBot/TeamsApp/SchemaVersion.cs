using System.Globalization;

namespace TalusBot.TeamsApp;

/// <summary>A version of Microsoft's schema for Teams apps, and the limits that changed from one to the next.</summary>
/// <param name="Minor">What stands behind "1.".</param>
internal readonly record struct SchemaVersion(int Minor)
{
    private const int NewestMinor = 30;

    /// <summary>The newest that we know.</summary>
    public static SchemaVersion Newest => new(NewestMinor);

    /// <summary>One that older tenants take as well.</summary>
    public static SchemaVersion Widespread => new(22);

    public string Url => $"https://developer.microsoft.com/json-schemas/teams/v{this}/MicrosoftTeams.schema.json";

    public int MostCommands => Minor >= 24 ? 12 : 10;

    public int LongestCommand => Minor >= 21 ? 128 : 32;

    public bool CommandsNeedDescription => Minor < 27;

    public int MostDomains => Minor >= 28 ? 100 : 16;

    public bool KnowsCopilot => Minor >= 21;

    public bool NeedsFullName => Minor is >= 16 and < 20;

    public bool KnowsPackageName => Minor < 17;

    public static SchemaVersion? Parse(string? written) =>
        written?.StartsWith("1.", StringComparison.Ordinal) == true
        && int.TryParse(written.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
        && minor <= NewestMinor && written == new SchemaVersion(minor).ToString()
            ? new SchemaVersion(minor)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}");
}
