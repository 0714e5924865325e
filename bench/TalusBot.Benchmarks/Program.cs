using BenchmarkDotNet.Running;
using TalusBot.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(EncoderBenchmarks).Assembly).Run(args);
