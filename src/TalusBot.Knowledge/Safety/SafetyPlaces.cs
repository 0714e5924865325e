namespace TalusBot.Knowledge.Safety;

/// <summary>Where people go, by locale.</summary>
internal sealed class SafetyPlaces(IReadOnlyList<SafetyPlace> places, string closing)
{
    private readonly SafetyPlace anywhere = places.First(p => p.Name == "default");

    public bool Has(string place) => places.Any(p => p.Name == place);

    /// <summary>Ends every reply.</summary>
    public string Closing => closing;

    /// <summary>The whole tag first ("en-GB"), then its country ("de-AT" is in the place that lists AT), then anywhere.</summary>
    public SafetyPlace For(string? locale)
    {
        if (string.IsNullOrWhiteSpace(locale))
        {
            return anywhere;
        }

        var parts = locale.Split('-', '_');
        var country = parts.Skip(1).FirstOrDefault(p => p.Length == 2);
        return places.FirstOrDefault(p => string.Equals(p.Name, string.Join('-', parts), StringComparison.OrdinalIgnoreCase))
            ?? places.FirstOrDefault(p => p.Regions.Contains(country, StringComparer.OrdinalIgnoreCase))
            ?? anywhere;
    }
}
