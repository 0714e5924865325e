using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Safety;

/// <summary>Reads vocabulary.yaml: names, each with the words and patterns that it stands for.</summary>
internal static class VocabularyReader
{
    public static void Read(SafetyFile file, Lexicon lexicon, HashSet<string> names, List<SourceProblem> problems)
    {
        if (YamlMap.Parse(file.Text, file.Path, 1, problems) is not { } map)
        {
            return;
        }

        var entries = map.Entries.ToList();
        names.UnionWith(entries.Select(e => e.Key));
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
    }
}
