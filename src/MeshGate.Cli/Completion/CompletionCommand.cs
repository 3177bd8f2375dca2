using System.CommandLine;

namespace MeshGate.Cli.Completion;

/// <summary><c>meshgate completion SHELL</c>: prints the script that makes the shell complete.</summary>
public static class CompletionCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish, or kubectl for the plugin." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        var command = new Command("completion", "Prints the script by which a shell completes commands and names.") { shell };
        command.SetAction(result => result.InvocationConfiguration.Output.WriteLine(CompletionScripts.All[result.GetValue(shell)!]));
        return command;
    }
}
