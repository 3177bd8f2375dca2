using Spectre.Console;

namespace MeshGate.Cli.Output;

/// <summary>Where reports for people are written.</summary>
internal static class ReportConsole
{
    /// <summary>In colours and as wide as the terminal where the writer is one; plain and of a fixed width in a file or a pipe.</summary>
    public static IAnsiConsole For(TextWriter writer, int widthOfFiles)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = widthOfFiles;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        return console;
    }
}
