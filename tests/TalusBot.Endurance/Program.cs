using System.CommandLine;
using TalusBot.Endurance;

var seed = new Option<int>("--seed") { Description = "Of everything that is left to chance.", DefaultValueFactory = _ => 1 };
var database = new Option<string>("--database") { Description = "sqlite or postgresql.", DefaultValueFactory = _ => "sqlite" };
database.AcceptOnlyFromAmong("sqlite", "postgresql");

var kills = new Option<int>("--kills") { DefaultValueFactory = _ => 200 };
var processes = new Option<int>("--processes") { Description = "How many share a PostgreSQL database.", DefaultValueFactory = _ => 2 };
var talkers = new Option<int>("--talkers") { DefaultValueFactory = _ => 24 };
var crashes = new Option<int>("--database-crashes") { Description = "How often the PostgreSQL server is killed meanwhile.", DefaultValueFactory = _ => 0 };
var fault = new Command("fault", "Kills the bot at random moments under load, and counts what was lost.") { seed, database, kills, processes, talkers, crashes };
fault.SetAction((parsed, cancel) => new FaultRun(
    parsed.GetValue(database) is "postgresql", parsed.GetValue(kills), parsed.GetValue(processes), parsed.GetValue(talkers), parsed.GetValue(crashes), parsed.GetValue(seed)).RunAsync(cancel));

var sockets = new Option<int>("--sockets") { DefaultValueFactory = _ => 5_000 };
var rate = new Option<int>("--rate") { Description = "Messages a second.", DefaultValueFactory = _ => 200 };
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 5 };
var soak = new Command("soak", "Holds many sockets open under a steady load, and measures replies and memory.") { database, sockets, rate, minutes };
soak.SetAction((parsed, cancel) => new SoakRun(parsed.GetValue(database) is "postgresql", parsed.GetValue(sockets), parsed.GetValue(rate), TimeSpan.FromMinutes(parsed.GetValue(minutes))).RunAsync(cancel));

var killEvery = new Option<double>("--kill-every") { Description = "Seconds; 0 kills nobody.", DefaultValueFactory = _ => 0 };
var cluster = new Command("cluster", "Runs Microsoft's Direct Line client through nginx against three processes over one PostgreSQL database.") { killEvery };
cluster.SetAction((parsed, cancel) => new ClusterRun(TimeSpan.FromSeconds(parsed.GetValue(killEvery))).RunAsync(cancel));

return await new RootCommand("What lasts long: faults, load, several processes.") { fault, soak, cluster }.Parse(args).InvokeAsync();
