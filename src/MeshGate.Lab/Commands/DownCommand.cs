using System.CommandLine;
using System.Text.Json.Nodes;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>down</c>: removes labs.</summary>
public static class DownCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Option<string?>("--id") { Description = "The lab to remove; default: all but those that a running 'run' or 'demo' owns" };
        var command = new Command("down", "Removes labs") { id };
        command.SetAction((result, _) => LabCommandHost.RunAsync(_ => RunAsync(result.GetValue(id)), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(string? id)
    {
        var labs = id is null ? LabDirectory.All().Where(d => !IsOwned(LabState.Read(d))).ToArray() : [LabDirectory.Open(id)];
        foreach (var lab in labs)
        {
            await LabRemoval.RemoveAsync(lab);
            Console.WriteLine($"lab {lab.Id} is gone");
        }

        if (labs.Length == 0)
        {
            Console.WriteLine("there is no lab");
        }

        return ExitCodes.Passed;
    }

    // A lab whose own process still works on it.
    private static bool IsOwned(JsonObject? state) =>
        (string?)state?["mode"] == "run"
        && ProcessTable.StartTime((int)state["processId"]!) == (long?)state["processStart"];
}
