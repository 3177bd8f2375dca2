using Spectre.Console;

namespace MeshGate.Lab.Reports;

/// <summary>The console that people see.</summary>
public static class LabConsole
{
    private const int WidthOfFiles = 180;

    /// <summary>Standard output; lines are not broken where it goes into a file or a pipe.</summary>
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
