using System.Globalization;

namespace TalusBot.Benchmarks.Turns;

/// <summary>What a process holds of the machine's memory, in MiB, as Linux counts it (proc(5)).</summary>
/// <param name="Resident">VmRSS, all of it; the others are its parts.</param>
/// <param name="Own">RssAnon, what nobody else has.</param>
/// <param name="Files">RssFile, pages of files, which processes share.</param>
/// <param name="Shared">RssShmem, where the runtime keeps what it compiles.</param>
/// <param name="Most">VmHWM, the most that it held so far.</param>
internal sealed record MemoryFigures(double Resident, double Own, double Files, double Shared, double Most)
{
    public static MemoryFigures Of(int process)
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"));
        return new(Mebibytes("VmRSS:"), Mebibytes("RssAnon:"), Mebibytes("RssFile:"), Mebibytes("RssShmem:"), Mebibytes("VmHWM:"));

        double Mebibytes(string name) => double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
