using System.Globalization;
using BenchmarkDotNet.Running;
using TalusBot.Benchmarks;
using TalusBot.Benchmarks.Search;

switch (args)
{
    case ["answers", ..]:
        return AnswerLatency.Run(Directory.GetCurrentDirectory());
    case ["corpus", var folder, var passages]:
        BeirFolder.Write(folder, new ZipfCorpus(), int.Parse(passages, CultureInfo.InvariantCulture), 2_000);
        return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(EncoderBenchmarks).Assembly).Run(args);
return 0;
