using System.Globalization;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Safety;
using TrainSafety;

var root = args.Length > 0 ? args[0] : ".";
var examples = Path.Combine(root, "knowledge", "safety", "examples");
var files = new[] { ("escalate.txt", true, false), ("quiet.txt", false, false), ("rules-escalate.txt", true, true), ("rules-quiet.txt", false, true) };
var messages = files.SelectMany(file => File.ReadAllLines(Path.Combine(examples, file.Item1)).Where(line => line.Length > 0).Select(line => new Example(line, file.Item2, file.Item3))).ToList();

// What the site itself answers, or was found not to answer, is no warning sign; but it is far from being one, and tells
// nothing about where the border lies.
var knowledge = KnowledgeReader.Read(Path.Combine(root, "knowledge"), Path.Combine(root, "seeds"));
messages.AddRange(knowledge.Entries.SelectMany(entry => entry.Also.Prepend(entry.Question)).Concat(knowledge.Judged.Select(judged => judged.Question)).Select(phrasing => new Example(phrasing, isSign: false, isFarOff: true)));
var rules = SafetyReader.ReadFolder(Path.Combine(root, "knowledge", "safety")).Screen ?? throw new InvalidOperationException("The rules cannot be read; the check command says why.");
messages.AddRange(rules.Rules.SelectMany(rule => rule.MustFire.Select(text => new Example(text, isSign: true, isFarOff: true)).Concat(rule.MustNotFire.Select(text => new Example(text, isSign: false, isFarOff: true)))));
Parallel.ForEach(messages, message => message.Prepare(SentenceEncoder.Shared, rules));

var judged = Learner.CrossValidate(messages, folds: 5).Where(one => !one.Example.IsFarOff).ToList();
var (ruleWeight, bias) = Learner.Weigh(judged);
foreach (var shift in new[] { -1.0, -0.5, 0, 0.5, 1 })
{
    var (missed, alarms) = Learner.Count(judged, ruleWeight, bias + shift);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bias {bias + shift:0.00}: missed {missed} of {judged.Count(one => one.Example.IsSign)}, false alarms {alarms} of {judged.Count(one => !one.Example.IsSign)}"));
}

var weights = Learner.Learn(messages);
SecondLook.Write(Path.Combine(root, "src", "TalusBot.Knowledge", "Safety", "second-look.bin"), weights[..^1], weights[^1] + bias, ruleWeight, SecondLook.HashOf(examples));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Written: rule weight {ruleWeight:0.00}, bias {bias:0.00}."));
