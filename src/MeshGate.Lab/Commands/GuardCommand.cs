using System.CommandLine;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>guard</c>, which a lab starts for itself.</summary>
public static class GuardCommand
{
    /// <summary>Makes the command; it is hidden, since nobody calls it by hand.</summary>
    public static Command Create()
    {
        var id = new Option<string>("--id") { Description = "The lab to watch over", Required = true };
        var owner = new Option<int>("--owner") { Description = "The process that holds the other end of standard input" };
        var command = new Command("guard", "Removes a lab when its standard input closes") { id, owner };
        command.Hidden = true;
        command.SetAction(async (result, _) =>
        {
            await Guard.RunAsync(result.GetValue(id)!, result.GetValue(owner));
            return ExitCodes.Passed;
        });
        return command;
    }
}
