using Spectre.Console;

namespace TalusBot.Commands;

/// <summary>Where a command writes: plain lines for programs, the console for people.</summary>
/// <param name="console">Null for the terminal.</param>
internal sealed class CommandOutput(TextWriter output, TextWriter error, IAnsiConsole? console)
{
    public static CommandOutput Terminal => new(System.Console.Out, System.Console.Error, null);

    public TextWriter Out => output;

    public TextWriter Error => error;

    /// <summary>The terminal is looked at, and the library for it loaded, when it is asked for: the server never does.</summary>
    public IAnsiConsole Console => console ?? TerminalConsole();

    /// <summary>Everything into two writers, without colours.</summary>
    public static CommandOutput To(TextWriter output, TextWriter error) => new(output, error, AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(output),
    }));

    private static IAnsiConsole TerminalConsole()
    {
        if (System.Console.IsOutputRedirected)
        {
            // Wide enough for every table of ours.
            AnsiConsole.Profile.Width = 160;
        }

        // Where nobody types, nobody is asked.
        AnsiConsole.Profile.Capabilities.Interactive &= !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected;
        return AnsiConsole.Console;
    }
}
