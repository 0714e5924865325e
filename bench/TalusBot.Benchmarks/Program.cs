using BenchmarkDotNet.Running;
using TalusBot.Benchmarks;

if (args is ["answers", ..])
{
    return AnswerLatency.Run(Directory.GetCurrentDirectory());
}

BenchmarkSwitcher.FromAssembly(typeof(EncoderBenchmarks).Assembly).Run(args);
return 0;
