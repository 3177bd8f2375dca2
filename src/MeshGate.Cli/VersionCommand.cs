using System.CommandLine;

namespace MeshGate.Cli;

/// <summary><c>meshgate version</c>.</summary>
public static class VersionCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Prints the version of this tool.");
        command.SetAction(result => result.InvocationConfiguration.Output.WriteLine($"meshgate {typeof(VersionCommand).Assembly.GetName().Version?.ToString(3)}"));
        return command;
    }
}
