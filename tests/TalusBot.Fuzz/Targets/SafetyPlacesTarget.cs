namespace TalusBot.Fuzz.Targets;

/// <summary>The places of the safety folder.</summary>
internal sealed class SafetyPlacesTarget() : SafetyTarget(
    Id, 12, "places.yaml", [Safety + "PlacesReader.cs"], ["closing: ", "places:\n", "  default:\n", "  en-GB:\n", "    regions: [GB, US]\n", "    emergency: ", "    sameDay: ", "    soon: ", "\"NO\"", "[]", "{}"])
{
    public const string Id = "safety-places";
}
