using System.CommandLine;
using TalusBot.Fuzz;
using TalusBot.Fuzz.Running;
using TalusBot.Fuzz.Targets;

// Before anything of ours runs: it may be instrumented.
CoverageMap.Clear();

var target = new Option<string?>("--target") { Description = $"One of {string.Join(", ", AllTargets.Names)}. Default all." };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same inputs.", DefaultValueFactory = _ => 1 };
var inputs = new Option<long>("--inputs") { Description = "How many inputs, of all targets together.", DefaultValueFactory = _ => 20_000 };
var folder = new Option<string>("--out") { Description = "Where findings and kept inputs go.", DefaultValueFactory = _ => "out/fuzz" };
var number = new Option<long?>("--case") { Description = "Which input of a run, from 0." };
var file = new Option<string?>("--file") { Description = "A saved input." };
var assemblies = new Argument<string>("folder") { Description = "A folder of a built fuzzer; its assemblies of ours are changed." };
var report = new Argument<string>("report") { Description = "A coverage report in Cobertura's form." };

var root = new RootCommand("Feeds wrong inputs to everything that reads what others send or write.");

var run = new Command("run", "Runs all targets, or one; exit code 1 where something was found.") { target, seed, inputs, folder };
run.SetAction((parsed, _) => Commands.RunAsync(parsed.GetValue(target), parsed.GetValue(seed), parsed.GetValue(inputs), Path.GetFullPath(parsed.GetValue(folder)!)));
root.Add(run);

var worker = new Command(Worker.Command, "Runs one target in this process.") { target, seed, inputs, folder };
worker.Hidden = true;
worker.SetAction(parsed => Worker.Run(parsed.GetValue(target)!, parsed.GetValue(seed), parsed.GetValue(inputs), parsed.GetValue(folder)!));
root.Add(worker);

var replay = new Command("replay", "Tries one input again: --file, or --seed and --case.") { target, file, seed, number };
replay.SetAction(parsed => Commands.Replay(parsed.GetValue(target) ?? "", parsed.GetValue(file), parsed.GetValue(seed), parsed.GetValue(number)));
root.Add(replay);

var instrument = new Command("instrument", "Lets SharpFuzz mark what inputs reach, so that runs are guided by it.") { assemblies };
instrument.SetAction(parsed => Commands.Instrument(parsed.GetValue(assemblies)!));
root.Add(instrument);

var coverage = new Command("coverage", $"Prints the line coverage of each parser; exit code 1 below {LineCoverage.Least} %.") { report };
coverage.SetAction(parsed => Commands.Coverage(parsed.GetValue(report)!));
root.Add(coverage);

return await root.Parse(args).InvokeAsync();
