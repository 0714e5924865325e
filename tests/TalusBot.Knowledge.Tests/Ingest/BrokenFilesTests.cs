using System.Text;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

/// <summary>The shipped knowledge with one thing broken: it is named with file, line and remedy, nothing is thrown, and everything else is still read.</summary>
public sealed class BrokenFilesTests
{
    private const string Tape = "knowledge/entries/which-tape.md";
    private const string Guide = "knowledge/guides/calf-or-talus.md";
    private const string Rule = "knowledge/safety/lost-feeling.md";
    private const string Vocabulary = "knowledge/safety/vocabulary.yaml";
    private const string Places = "knowledge/safety/places.yaml";
    private const string Judged = "knowledge/judged/entries.jsonl";
    private const string Golden = "knowledge/questions/golden.jsonl";
    private const string Site = "knowledge/site.yaml";
    private const string Calibration = "knowledge/calibration.yaml";
    private const string Synonyms = "knowledge/synonyms.txt";
    private const string Seed = "seeds/ankle-talus.txt";
    private const string Quote = "If you look up “athletic tape” you should get a bunch of options. It’s nothing special.";

    /// <summary>A mistake of its own, which no other may hide.</summary>
    private const string Second = "knowledge/entries/zz-second.md";

    private static readonly string Bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"b{i}: &b{i} [{string.Join(',', Enumerable.Repeat(i == 1 ? "*a" : $"*b{i - 1}", 9))}]\n"));

    /// <summary>By name: what is broken, the file and line that are named (null: no line is promised), and a part of the message.</summary>
    private static readonly Dictionary<string, (Action<KnowledgeCopy> Break, string File, int? Line, string Message)> Cases = new()
    {
        ["entry that is not UTF-8"] = (Bytes(Tape, [(byte)'-', (byte)'\n', (byte)'-', 0xFF, (byte)'\n']), Tape, 2, "save it as UTF-8"),
        ["entry with zero bytes"] = (Instead(Tape, "Which tape should I use?", "Which\0 tape?"), Tape, 2, "save the file as UTF-8"),
        ["entry saved as UTF-16"] = (Bytes(Tape, new UnicodeEncoding().GetBytes("---\nquestion: Why?\n")), Tape, 1, "save the file as UTF-8"),
        ["empty entry"] = (Whole(Tape, ""), Tape, 1, "begin the file with a line \"---\""),
        ["entry without front matter"] = (Whole(Tape, "Plain tape. [1]\n"), Tape, 1, "begin the file with a line \"---\""),
        ["entry with front matter that is not closed"] = (Instead(Tape, "reviewed: 2026-11-22\n---", "reviewed: 2026-11-22"), Tape, 1, "put a line \"---\" between"),
        ["tab in an entry's YAML"] = (Instead(Tape, "  - what tape\n", "\t- what tape\n"), Tape, 4, "This is not valid YAML"),
        ["unknown key in an entry"] = (Instead(Tape, "tags:", "tgas:"), Tape, 21, "did you mean \"tags\"?"),
        ["key that stands twice in an entry"] = (Instead(Tape, "tags:", "question: Again?\ntags:"), Tape, 21, "write it once"),
        ["entry without a question"] = (Instead(Tape, "question: Which tape should I use?\n", ""), Tape, 2, "\"question\" is missing; write"),
        ["entry with an empty question"] = (Instead(Tape, "question: Which tape should I use?", "question:"), Tape, 2, "\"question\" is empty; write"),
        ["entry without sources"] = (Instead(Tape, $"sources:\n  - ankle-talus#c12: {Quote}\n", ""), Tape, 1, "\"sources\" is missing; list"),
        ["entry without an answer"] = (Instead(Tape, "Plain athletic tape is enough, the author told a reader. You do not need a special kind. [1]", ""), Tape, null, "write it below the front matter"),
        ["unknown source"] = (Instead(Tape, "ankle-talus#c12: If", "ankle-talus#c99: If"), Tape, 16, "There is no \"ankle-talus#c99\" in the seeds; did you mean"),
        ["quote that is not in its source"] = (Instead(Tape, "It’s nothing special.", "It’s something special."), Tape, 16, "paste its exact words"),
        ["quote with straight apostrophes"] = (Instead(Tape, "It’s nothing", "It's nothing"), Tape, 16, "paste this: "),
        ["quote that is too long"] = (Instead(Tape, Quote, new string('a', 500)), Tape, 16, "choose at most 400"),
        ["reference to a source that is not there"] = (Instead(Tape, "kind. [1]", "kind. [1] [4]"), Tape, null, "[4] refers to no source"),
        ["paragraph without a source"] = (Instead(Tape, "kind. [1]", "kind."), Tape, null, "put the number of its source behind it"),
        ["answer that is too long"] = (Instead(Tape, "kind. [1]", $"kind. [1] {new string('a', 1300)}"), Tape, null, "keep it under 1,201"),
        ["HTML in an answer"] = (Instead(Tape, "kind. [1]", "kind. <b>[1]</b>"), Tape, null, "write plain Markdown"),
        ["heading in an answer"] = (Instead(Tape, "Plain athletic", "# Tape\n\nPlain athletic"), Tape, null, "write plain paragraphs"),
        ["nesting in an answer"] = (Instead(Tape, "Plain athletic", new string('>', 900) + " Plain athletic"), Tape, null, "write plain paragraphs"),
        ["question that another entry asks"] = (Instead(Tape, "- what tape", "- How long should I leave the tape on?"), Tape, 4, "keep it in the entry that answers it best"),
        ["follow-up to no entry"] = (Instead(Tape, "  - how-to-tape", "  - how-to-tpae"), Tape, 18, "did you mean \"how-to-tape\"?"),
        ["entry that follows itself"] = (Instead(Tape, "  - how-to-tape", "  - which-tape"), Tape, 18, "An entry cannot follow itself; remove it"),
        ["date that is none"] = (Instead(Tape, "2026-11-22", "22.11.2026"), Tape, 23, "write the day as year-month-day"),
        ["phrasings that are too many"] = (Instead(Tape, "also:\n", "also:\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"  - phrasing {i}\n"))), Tape, 54, "keep at most 50"),
        ["bomb of YAML references"] = (Instead(Tape, "tags:", Bomb + "tags:"), Tape, 22, "write the text out"),
        ["YAML nested without end"] = (Instead(Tape, "tags:", "tags: " + new string('[', 50_000)), Tape, 21, "nested too deeply"),
        ["entry that is too large"] = (Whole(Tape, new string('a', 70_000)), Tape, 0, "shorten or split it"),
        ["file name that cannot be an id"] = (Whole("knowledge/entries/Which Tape.md", "---\nquestion: Why?\nsources: [ankle-talus#c12]\n---\nSo. [1]\n"), "knowledge/entries/Which Tape.md", 0, "name the file with a-z"),
        ["folder with an entry's name"] = (Folder("knowledge/entries/folder.md"), "knowledge/entries/folder.md", 0, "give it a name without this ending"),
        ["folder in an entry's place"] = (copy => Folder(Tape)(Without(copy, Tape)), Tape, 0, "give it a name without this ending"),
        ["link that leads to itself"] = (Link("knowledge/entries/loop.md", "loop.md"), "knowledge/entries/loop.md", 0, "where its link leads"),
        ["link that leads nowhere, in an entry's place"] = (copy => Link(Tape, "../nowhere.md")(Without(copy, Tape)), Tape, 0, "where its link leads"),

        ["entry whose id another one has"] = (Again(Tape), Upper(Tape), 0, "have the same id; rename or remove one"),
        ["guide whose id another one has"] = (Again(Guide), Upper(Guide), 0, "have the same id; rename or remove one"),
        ["rule file whose name another one has"] = (Again(Rule), Upper(Rule), 0, "have the same id; rename or remove one"),
        ["judged file whose name another one has"] = (Again(Judged), Upper(Judged), 0, "have the same id; rename or remove one"),
        ["seed whose id another one has"] = (Again(Seed), Upper(Seed), 0, "have the same id; rename or remove one"),

        ["guide whose choice leads nowhere"] = (Instead(Guide, "](#", "](#nowhere-at-all-"), Guide, null, "There is no step"),
        ["guide without a quote"] = (Whole(Guide, "---\nquestion: Where?\n---\n## Where?\n\nHere.\n"), Guide, 4, "quote a sentence in lines that begin with \"> \""),
        ["guide that goes in a circle"] = (Whole(Guide, $"---\nquestion: Where?\n---\n## One\n\n{Step("two")}\n## Two\n\n{Step("one")}"), Guide, 4, "write at least one without choices"),
        ["guide with a circle that has no way out"] = (Whole(Guide, $"---\nquestion: Where?\n---\n## One\n\n{Step("two", "end")}\n## Two\n\n{Step("three", "three-b")}\n## Three\n\n{Step("two", "three-b")}\n## Three b\n\n{Step("two", "three")}\n## End\n\nSo.\n\n> Yep, you can leave it on.\n>\n> ankle-talus#c12\n"), Guide, 13, "let one of them lead to an outcome"),
        ["guide that links no entry"] = (Instead(Guide, "../entries/", "../entries/no-such-"), Guide, null, "There is no entry"),
        ["guide without steps"] = (Whole(Guide, "---\nquestion: Where?\n---\nWords.\n"), Guide, 4, "write a line \"## \""),

        ["rule that is not UTF-8"] = (Bytes(Rule, [(byte)'-', 0xFF]), Rule, 1, "save it as UTF-8"),
        ["rule with a pattern that is not closed"] = (Instead(Rule, "{numb} + {numb-part}", "({numb} + {numb-part}"), Rule, null, "add \")\""),
        ["rule with brackets without end"] = (Instead(Rule, "{numb} + {numb-part}", new string('(', 20_000) + "numb"), Rule, null, "write more patterns instead"),
        ["rule with too few examples"] = (Shorten(Rule, "mustFire:", "mustNotFire:"), Rule, null, "write at least"),
        ["rule whose example does not fire"] = (Instead(Rule, "\"my toes are numb\"", "\"my toes are long\""), Rule, null, "widen a pattern, or take the example out"),
        ["rule for a place that is not there"] = (Instead(Rule, "advice:\n", "advice:\n  atlantis: \"{where} Swim.\"\n"), Rule, null, "add it there or mend the spelling"),
        ["rule with a bomb of references"] = (Instead(Rule, "id: lost-feeling\n", Bomb + "id: lost-feeling\n"), Rule, 3, "write the text out"),
        ["rule with a key that is a list"] = (Instead(Rule, "id: lost-feeling\n", "? [a, b]\n: c\nid: lost-feeling\n"), Rule, 2, "is not a field of a rule"),
        ["folder with a rule's name"] = (Folder("knowledge/safety/folder.md"), "knowledge/safety/folder.md", 0, "give it a name without this ending"),
        ["vocabulary with an open quotation mark"] = (Instead(Vocabulary, "breaks: [\"", "breaks: \"["), Vocabulary, null, "This is not valid YAML"),
        ["vocabulary that is a link to nowhere"] = (copy => Link(Vocabulary, "nowhere.yaml")(Without(copy, Vocabulary)), Vocabulary, 0, "where its link leads"),
        ["vocabulary that is missing"] = (copy => Without(copy, Vocabulary), Vocabulary, 0, "this file is missing"),
        ["place without an urgency"] = (Instead(Places, "    soon: \"Please make an appointment with a doctor", "    later: \"Please make an appointment with a doctor"), Places, null, "write \"soon: ...\""),
        ["safety folder that is missing"] = (copy => Directory.Delete(copy.PathOf("knowledge/safety"), recursive: true), "knowledge/safety", 0, "the safety rules live here"),

        ["judged row that is no JSON"] = (Line(Judged, 3, "{\"question\": "), Judged, 3, "write one object a line"),
        ["judged row for no entry"] = (Line(Judged, 3, "{\"question\": \"why so\", \"entry\": \"wich-tape\"}"), Judged, 3, "did you mean \"which-tape\"?"),
        ["judged row with words that nobody said"] = (Line(Judged, 3, "{\"question\": \"why so\", \"sources\": [\"ankle-talus#c99: no\"]}"), Judged, 3, "There is no \"ankle-talus#c99\""),
        ["judged row nested without end"] = (Line(Judged, 3, new string('[', 5000)), Judged, 3, "write one object a line"),
        ["question that is no JSON"] = (Line(Golden, 2, "not JSON"), Golden, 2, "write one object a line"),
        ["question with an expectation that there is not"] = (Line(Golden, 2, "{\"id\": \"x1\", \"turns\": [\"why\"], \"expect\": \"anything\"}"), Golden, 2, "must be one of answer"),
        ["question with a pattern that is none"] = (Line(Golden, 2, "{\"id\": \"x1\", \"turns\": [\"why\"], \"expect\": \"answer\", \"must\": [\"(\"]}"), Golden, 2, "is no regular expression"),
        ["question with the id of another"] = (Line(Golden, 2, "{\"id\": \"g001\", \"turns\": [\"why\"], \"expect\": \"answer\"}"), Golden, 2, "give every row its own"),
        ["question that wants a passage which is not there"] = (Line(Golden, 2, "{\"id\": \"x1\", \"turns\": [\"why\"], \"expect\": \"answer\", \"units\": [\"ankle-talus#p99\"]}"), Golden, 2, "is in no seed; did you mean"),
        ["folder with a questions file's name"] = (Folder("knowledge/questions/more.jsonl"), "knowledge/questions/more.jsonl", 0, "give it a name without this ending"),

        ["synonyms with an arrow to nowhere"] = (Line(Synonyms, 1, "tapes => "), Synonyms, 1, "write what to read instead"),
        ["synonyms with two arrows"] = (Line(Synonyms, 1, "a => b => c"), Synonyms, 1, "write one rule a line"),
        ["synonyms that are not UTF-8"] = (Bytes(Synonyms, [(byte)'a', 0xC3]), Synonyms, 1, "save it as UTF-8"),
        ["folder in the place of synonyms"] = (copy => Folder(Synonyms)(Without(copy, Synonyms)), Synonyms, 0, "give it a name without this ending"),
        ["calibration with a word for a number"] = (Instead(Calibration, "bias: -0.80", "bias: much"), Calibration, null, "write a number from"),
        ["calibration that contradicts itself"] = (Instead(Calibration, "offerFrom: 0.42", "offerFrom: 0.9"), Calibration, null, "must lie between 0 and"),
        ["site with an unknown key"] = (Instead(Site, "author: ", "auhtor: "), Site, 3, "did you mean \"author\"?"),
        ["site with a list for a name"] = (Instead(Site, "name: TalusBot", "name: [a]"), Site, 2, "\"name\" must be text; write"),
        ["site with a threshold that is none"] = (Instead(Site, "right: 0.92", "right: 92"), Site, null, "write a number from 0 to 1"),
        ["site that is missing"] = (copy => Without(copy, Site), Site, 0, "write one with \"name\""),
        ["title without a seed"] = (Instead(Site, "  ankle-talus:\n", "  ankle-talu:\n"), Site, 0, "correct its name under \"articles\""),

        ["empty seed"] = (Whole(Seed, ""), Seed, 0, "begin the file with the article's paragraphs"),
        ["seed that is not UTF-8"] = (Bytes(Seed, [(byte)'a', (byte)'\n', 0xFF]), Seed, 2, "save it as UTF-8"),
        ["seed with a date that is none"] = (Instead(Seed, "August 25, 2016", "August 35, 2016"), Seed, null, "August 35, 2016"),
        ["seed that is too large"] = (Whole(Seed, new string('a', (5 * 1024 * 1024) + 1)), Seed, 0, "split it into several seeds"),
        ["seed with too many comments"] = (Whole(Seed, "An article.\n" + string.Concat(Enumerable.Range(0, 20_001).Select(i => $"\nAnn\nAugust 25, 2016\nWord {i}.\n"))), Seed, 0, "split the seed into several"),
        ["seed whose name cannot be an id"] = (Whole("seeds/Two Words.txt", "An article."), "seeds/Two Words.txt", 0, "name the file with a-z"),
        ["no seeds"] = (copy => Without(copy, Seed), "seeds", 0, "put the article and its comments in a file"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_more_than_forty_kinds() => Assert.True(Cases.Count >= 40, $"{Cases.Count}");

    [Theory, MemberData(nameof(Names))]
    public void A_broken_file_is_named_with_its_remedy_and_the_rest_is_read(string name)
    {
        using var copy = new KnowledgeCopy(judgedRows: 40);
        var (breakIt, file, line, message) = Cases[name];
        File.WriteAllText(copy.PathOf(Second), "no front matter");
        breakIt(copy);

        var check = KnowledgeCheck.Read(copy.Knowledge, copy.Seeds, SharedVectors.Cache);

        var told = string.Join('\n', check.Problems.Take(6));
        var named = check.Problems.Where(problem => copy.NameOf(problem.File) == file && problem.Message.Contains(message, StringComparison.Ordinal)).ToList();
        Assert.True(named.Count > 0 && (line is null ? named[0].Line >= 0 : named[0].Line == line), $"Wanted {file}({line}) \"{message}\", got:\n{told}");
        // Another mistake is not hidden, and nothing else looks wrong for this one.
        Assert.Contains(check.Problems, problem => copy.NameOf(problem.File) == Second);
        var errors = check.Problems.Where(problem => problem.Severity is Severity.Error).ToList();
        Assert.True(errors.TrueForAll(problem => copy.NameOf(problem.File) == file || copy.NameOf(problem.File) == Second), told);
        if (check.Snapshot is { } snapshot)
            Assert.InRange(snapshot.Entries.Count, file == Tape ? 24 : 25, 25);
        else
            Assert.True(file is Site or "seeds" || file.StartsWith("seeds/", StringComparison.Ordinal) || file.StartsWith("knowledge/safety", StringComparison.Ordinal), told);
    }

    [Fact]
    public void A_file_that_nobody_may_read_is_named()
    {
        using var copy = new KnowledgeCopy(judgedRows: 40);
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(copy.PathOf(Tape), UnixFileMode.None);
        var problems = KnowledgeCheck.Read(copy.Knowledge, copy.Seeds, SharedVectors.Cache).Problems;
        // Root may read everything.
        if (Environment.UserName == "root")
            Assert.Empty(problems);
        else
            Assert.Contains("check who may read it", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static string Step(params string[] targets) =>
        $"> Yep, you can leave it on.\n>\n> ankle-talus#c12\n\n{string.Concat((targets.Length == 1 ? [targets[0], targets[0]] : targets).Select((target, i) => $"- [Choice {i}](#{target})\n"))}";

    /// <summary>The same file again, with its ending in capitals.</summary>
    private static Action<KnowledgeCopy> Again(string file) => copy => File.Copy(copy.PathOf(file), copy.PathOf(Upper(file)));

    private static string Upper(string file) => Path.ChangeExtension(file, Path.GetExtension(file).ToUpperInvariant());

    private static Action<KnowledgeCopy> Whole(string file, string text) => copy => File.WriteAllText(copy.PathOf(file), text);

    private static Action<KnowledgeCopy> Bytes(string file, byte[] bytes) => copy => File.WriteAllBytes(copy.PathOf(file), bytes);

    private static Action<KnowledgeCopy> Folder(string name) => copy => Directory.CreateDirectory(copy.PathOf(name));

    private static Action<KnowledgeCopy> Link(string name, string target) => copy => File.CreateSymbolicLink(copy.PathOf(name), target);

    private static Action<KnowledgeCopy> Instead(string file, string old, string now) => copy =>
    {
        var text = File.ReadAllText(copy.PathOf(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        File.WriteAllText(copy.PathOf(file), text[..at] + now + text[(at + old.Length)..]);
    };

    private static Action<KnowledgeCopy> Line(string file, int number, string now) => copy =>
    {
        var lines = File.ReadAllLines(copy.PathOf(file));
        lines[number - 1] = now;
        File.WriteAllLines(copy.PathOf(file), lines);
    };

    /// <summary>Keeps one line of a list.</summary>
    private static Action<KnowledgeCopy> Shorten(string file, string from, string to) => copy =>
    {
        var lines = File.ReadAllLines(copy.PathOf(file)).ToList();
        var (first, last) = (lines.IndexOf(from), lines.IndexOf(to));
        lines.RemoveRange(first + 2, last - first - 2);
        File.WriteAllLines(copy.PathOf(file), lines);
    };

    private static KnowledgeCopy Without(KnowledgeCopy copy, string file)
    {
        File.Delete(copy.PathOf(file));
        return copy;
    }
}
