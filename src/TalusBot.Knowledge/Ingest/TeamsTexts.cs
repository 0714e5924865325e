namespace TalusBot.Knowledge.Ingest;

/// <summary>The section "teams" of site.yaml: what Microsoft Teams shows of the bot in its list of apps.</summary>
/// <param name="ShortName">At most <see cref="MaxShortName"/> characters; the site's name where the section has none.</param>
/// <param name="FullName">At most <see cref="MaxFullName"/> characters; null where the short name says it all.</param>
/// <param name="ShortDescription">At most <see cref="MaxShortDescription"/> characters.</param>
/// <param name="FullDescription">At most <see cref="MaxFullDescription"/> characters, line breaks kept.</param>
/// <param name="Developer">Who offers the bot; at most <see cref="MaxDeveloper"/> characters; the author's name where the section has none.</param>
/// <param name="Website">Where people find help; https. Null where nobody said.</param>
/// <param name="Privacy">What is kept about people; https. Null where nobody said.</param>
/// <param name="Terms">The terms of use; https. Null where nobody said.</param>
/// <param name="AccentColor">The ground of the icon, such as #0d6b63.</param>
/// <param name="Version">Three numbers, such as 1.0.0; a new one for every package that replaces another.</param>
/// <param name="Line">Where the section begins in site.yaml, from 1.</param>
public sealed record TeamsTexts(
    string ShortName,
    string? FullName,
    string ShortDescription,
    string FullDescription,
    string Developer,
    Uri? Website,
    Uri? Privacy,
    Uri? Terms,
    string AccentColor,
    string Version,
    int Line)
{
    /// <summary>Teams' limit for the short name, in UTF-16 units as all of these.</summary>
    public const int MaxShortName = 30;

    /// <summary>Teams' limit for the full name.</summary>
    public const int MaxFullName = 100;

    /// <summary>Teams' limit for the short description.</summary>
    public const int MaxShortDescription = 80;

    /// <summary>Teams' limit for the full description.</summary>
    public const int MaxFullDescription = 4000;

    /// <summary>Teams' limit for the developer's name.</summary>
    public const int MaxDeveloper = 32;

    /// <summary>Teams' limit for an address.</summary>
    public const int MaxAddress = 2048;

    /// <summary>Teams' limit for the title of a command, which each of the site's examples becomes.</summary>
    public const int MaxCommand = 128;

    /// <summary>The colour where the section has none.</summary>
    public const string DefaultAccentColor = "#0d6b63";
}
