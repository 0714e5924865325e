using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Safety;

/// <summary>Reads places.yaml: where people go, by locale.</summary>
internal static class PlacesReader
{
    public static SafetyPlaces? Read(SafetyFile file, List<SourceProblem> problems)
    {
        if (YamlMap.Parse(file.Text, file.Path, 1, problems) is not { } map)
        {
            return null;
        }

        var before = problems.Count;
        var closing = map.Text("closing");
        var places = new List<SafetyPlace>();
        if (map.Map("places") is { } all)
        {
            foreach (var (name, _, _) in all.Entries)
            {
                if (all.Map(name) is not { } place)
                {
                    continue;
                }

                var where = new Dictionary<Urgency, string>();
                foreach (var (urgency, key) in UrgencyNames.All)
                {
                    where[urgency] = place.Text(key) ?? "";
                }

                places.Add(new SafetyPlace(name, [.. place.List("regions", required: name != "default").Select(r => r.Text)], where));
            }

            if (!places.Exists(p => p.Name == "default"))
            {
                map.Complain(map.LineOfKey("places"), "the place \"default\" is missing; write advice there that works anywhere.");
            }
        }

        return problems.Count == before ? new SafetyPlaces(places, closing!) : null;
    }
}

/// <summary>How the files spell urgencies.</summary>
internal static class UrgencyNames
{
    public static readonly IReadOnlyList<(Urgency Urgency, string Name)> All =
        [(Urgency.Emergency, "emergency"), (Urgency.SameDay, "sameDay"), (Urgency.Soon, "soon")];

    public static Urgency? Parse(string text) => All.Where(u => u.Name == text).Select(u => (Urgency?)u.Urgency).FirstOrDefault();
}
