using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalusBot.Tests.Commands;

/// <summary>A terminal at which somebody types these lines.</summary>
internal sealed class TypingConsole : IAnsiConsole, IAnsiConsoleInput
{
    private readonly IAnsiConsole console;
    private readonly Queue<ConsoleKeyInfo> keys;

    public TypingConsole(TextWriter output, params string[] lines)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        keys = new(lines.SelectMany(line => line.Select(c => new ConsoleKeyInfo(c, ConsoleKey.None, shift: false, alt: false, control: false)).Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, shift: false, alt: false, control: false))));
    }

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => console.Clear(home);

    public void Write(IRenderable renderable) => console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => console.WriteAnsi(action);

    public bool IsKeyAvailable() => keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => keys.TryDequeue(out var key) ? key : throw new InvalidOperationException("More was asked than typed.");

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
