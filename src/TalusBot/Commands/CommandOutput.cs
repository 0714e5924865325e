using Spectre.Console;

namespace TalusBot.Commands;

/// <summary>Where a command writes: plain lines for programs, the console for people.</summary>
internal sealed record CommandOutput(TextWriter Out, TextWriter Error, IAnsiConsole Console)
{
    public static CommandOutput Terminal
    {
        get
        {
            // Where nobody types, nobody is asked.
            AnsiConsole.Profile.Capabilities.Interactive &= !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected;
            return new(System.Console.Out, System.Console.Error, AnsiConsole.Console);
        }
    }

    /// <summary>Everything into two writers, without colours.</summary>
    public static CommandOutput To(TextWriter output, TextWriter error) => new(output, error, AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(output),
    }));
}
