using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Safety;

/// <summary>Reads vocabulary.yaml: names, each with the words and patterns that it stands for.</summary>
internal static class VocabularyReader
{
    /// <returns>The names; null, with a problem, where the file is no list of names.</returns>
    public static HashSet<string>? Read(SafetyFile file, Lexicon lexicon, List<SourceProblem> problems)
    {
        if (YamlMap.Parse(file.Text, file.Path, 1, problems) is not { } map)
        {
            return null;
        }

        var entries = map.Entries.ToList();
        var names = entries.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in Language.All.Where(n => !names.Contains(n)))
        {
            map.Complain(0, $"the set \"{missing}\" is missing; the screen itself needs it, see README.md.");
        }

        foreach (var (name, value, line) in entries)
        {
            var choices = new List<Pattern>();
            foreach (var (text, at) in map.Lines(value, name))
            {
                if (name == Language.GoodSpelling)
                {
                    foreach (var word in Tokens.Of(text))
                    {
                        lexicon.AddGoodSpelling(word.Norm);
                    }

                    continue;
                }

                var (pattern, wrong) = PatternText.Parse(text, lexicon, names.Contains);
                if (pattern is null)
                {
                    map.Complain(at, wrong!);
                }
                else
                {
                    choices.Add(pattern);
                }
            }

            lexicon.Define(name, new Pattern.AnyOf(choices, optional: false));
        }

        return names;
    }
}
