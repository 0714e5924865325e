using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Safety;

/// <summary>Reads one rule: YAML between two lines of three dashes, then notes for maintainers that no program reads.</summary>
internal static class RuleReader
{
    private const int FewestExamples = 8;

    private static readonly string[] Known =
        ["id", "title", "urgency", "saw", "why", "advice", "source", "certain", "signs", "with", "fires", "unless", "takenBack", "mustFire", "mustNotFire"];

    public static RuleDraft? Read(SafetyFile file, Lexicon lexicon, Func<string, bool> isSet, SafetyPlaces? places, List<SourceProblem> problems)
    {
        var before = problems.Count;
        if (FrontMatter(file, problems) is not { } map)
        {
            return null;
        }

        foreach (var (key, _, line) in map.Entries.Where(e => !Known.Contains(e.Key)))
        {
            map.Complain(line, $"\"{key}\" is not a field of a rule; the fields are {string.Join(", ", Known)}.");
        }

        var id = map.Text("id");
        var title = map.Text("title");
        var urgency = ReadUrgency(map);
        var saw = map.Text("saw");
        var why = map.Text("why");
        var advice = ReadAdvice(map, places);
        var source = ReadSource(map);
        var isCertain = ReadCertain(map);
        var clues = new List<Clue>();
        ReadClues(map, "signs", circumstance: false, required: true, clues, lexicon, isSet);
        ReadClues(map, "with", circumstance: true, required: false, clues, lexicon, isSet);
        var fires = ReadFires(map, clues);
        var unless = Patterns(map, "unless", lexicon, isSet);
        var takenBack = Patterns(map, "takenBack", lexicon, isSet);
        var mustFire = Examples(map, "mustFire");
        var mustNotFire = Examples(map, "mustNotFire");
        if (problems.Count > before)
        {
            return null;
        }

        var allClear = new Pattern.Named(lexicon.Set(Language.AllClear));
        var rule = new SafetyRule(id!, title!, urgency!.Value, saw!, why!, advice, source!, isCertain, [.. mustFire.Select(example => example.Text)], [.. mustNotFire.Select(example => example.Text)], file.Path);
        return new RuleDraft(new Watch(rule, clues, fires, unless, [.. takenBack, allClear]), map.LineOfKey("id"), mustFire, mustNotFire);
    }

    private static YamlMap? FrontMatter(SafetyFile file, List<SourceProblem> problems)
    {
        var lines = SourceText.WithLineFeeds(file.Text).Split('\n');
        var close = Array.FindIndex(lines, 1, l => l.TrimEnd() == "---");
        if (lines[0].TrimEnd() == "---" && close > 0)
        {
            return YamlMap.Parse(string.Join('\n', lines[1..close]), file.Path, 2, problems);
        }

        problems.Add(new SourceProblem(file.Path, 1, "a rule begins with a line \"---\", then its fields, then another line \"---\"."));
        return null;
    }

    private static Urgency? ReadUrgency(YamlMap map)
    {
        if (map.Text("urgency") is not { } text)
        {
            return null;
        }

        if (UrgencyNames.Parse(text) is { } urgency)
        {
            return urgency;
        }

        map.Complain(map.LineOfKey("urgency"), $"\"{text}\" is no urgency; write emergency, sameDay or soon.");
        return null;
    }

    private static bool ReadCertain(YamlMap map)
    {
        if (!map.Entries.Any(entry => entry.Key == "certain"))
        {
            return false;
        }

        var text = map.Text("certain");
        if (text is not (null or "yes" or "no"))
        {
            map.Complain(map.LineOfKey("certain"), $"\"certain\" is \"{text}\"; write yes or no.");
        }

        return text == "yes";
    }

    private static Dictionary<string, string> ReadAdvice(YamlMap map, SafetyPlaces? places)
    {
        var advice = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.Map("advice") is not { } texts)
        {
            return advice;
        }

        foreach (var (place, _, line) in texts.Entries)
        {
            if (places is not null && !places.Has(place))
            {
                map.Complain(line, $"places.yaml has no place \"{place}\"; add it there or mend the spelling.");
            }

            if (texts.Text(place) is { } text)
            {
                advice[place] = text;
            }
        }

        if (!advice.ContainsKey("default"))
        {
            map.Complain(map.LineOfKey("advice"), "the advice \"default\" is missing; write one that works anywhere, \"{where}\" puts in the sentence from places.yaml.");
        }

        return advice;
    }

    private static SafetySource? ReadSource(YamlMap map)
    {
        if (map.Map("source") is not { } source)
        {
            return null;
        }

        var name = source.Text("name");
        var address = source.Text("url");
        if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps))
        {
            map.Complain(source.LineOfKey("url"), $"\"{address}\" is no address; write one that begins with https://.");
            return null;
        }

        return name is null || address is null ? null : new SafetySource(name, new Uri(address));
    }

    private static void ReadClues(YamlMap map, string key, bool circumstance, bool required, List<Clue> clues, Lexicon lexicon, Func<string, bool> isSet)
    {
        if (map.Map(key, required) is not { } all)
        {
            return;
        }

        foreach (var (name, value, line) in all.Entries)
        {
            if (clues.Exists(c => c.Name == name))
            {
                map.Complain(line, $"\"{name}\" is there twice; give one of them another name.");
            }

            var ways = new List<IReadOnlyList<Pattern>>();
            foreach (var (text, at) in all.Lines(value, name))
            {
                var parts = text.Split(" + ").Select(part => Parsed(map, part, at, lexicon, isSet)).ToList();
                if (!parts.Contains(null))
                {
                    ways.Add([.. parts.OfType<Pattern>()]);
                }
            }

            clues.Add(new Clue(name, circumstance, ways));
        }
    }

    private static List<IReadOnlyList<int>> ReadFires(YamlMap map, List<Clue> clues)
    {
        var fires = new List<IReadOnlyList<int>>();
        var used = new HashSet<int>();
        foreach (var (text, line) in map.List("fires"))
        {
            var together = new List<int>();
            foreach (var name in text.Split('+', StringSplitOptions.TrimEntries))
            {
                var clue = clues.FindIndex(c => c.Name == name);
                if (clue < 0)
                {
                    map.Complain(line, $"\"{name}\" is neither under \"signs\" nor under \"with\"; add it there or mend the spelling.");
                }

                together.Add(clue);
            }

            if (together.Count > 0 && together.TrueForAll(c => c >= 0 && clues[c].IsCircumstance))
            {
                map.Complain(line, $"\"{text}\" has no sign in it; a circumstance alone must not stop anybody.");
            }

            used.UnionWith(together);
            fires.Add(together);
        }

        for (var i = 0; i < clues.Count; i++)
        {
            if (!used.Contains(i) && fires.Count > 0)
            {
                map.Complain(map.LineOfKey("fires"), $"\"{clues[i].Name}\" is in no line of \"fires\", so it is never used; add it or take it out.");
            }
        }

        return fires;
    }

    private static List<Pattern> Patterns(YamlMap map, string key, Lexicon lexicon, Func<string, bool> isSet) =>
        [.. map.List(key, required: false).Select(l => Parsed(map, l.Text, l.Line, lexicon, isSet)).OfType<Pattern>()];

    private static Pattern.AnyOf? Parsed(YamlMap map, string text, int line, Lexicon lexicon, Func<string, bool> isSet)
    {
        var (pattern, wrong) = PatternText.Parse(text, lexicon, isSet);
        if (pattern is null)
        {
            map.Complain(line, wrong!);
            return null;
        }

        return new Pattern.AnyOf([pattern], optional: false); // for its index of first words
    }

    private static IReadOnlyList<(string Text, int Line)> Examples(YamlMap map, string key)
    {
        var examples = map.List(key);
        if (examples.Count is > 0 and < FewestExamples)
        {
            map.Complain(map.LineOfKey(key), $"\"{key}\" has {examples.Count} examples; write at least {FewestExamples}.");
        }

        return examples;
    }
}
