using System.CommandLine;
using System.Text.Json.Nodes;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Reports;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>status</c>: shows the labs of this machine.</summary>
public static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("status", "Shows the labs of this machine");
        command.SetAction((_, _) => LabCommandHost.RunAsync(_ => Task.FromResult(Show(LabConsole.Create())), CancellationToken.None));
        return command;
    }

    private static int Show(IAnsiConsole console)
    {
        var labs = LabDirectory.All();
        if (labs.Count == 0)
        {
            console.WriteLine("there is no lab");
        }

        foreach (var lab in labs)
        {
            if (LabState.Read(lab) is not { } state)
            {
                console.WriteLine($"lab {lab.Id}: being built or removed");
                continue;
            }

            console.MarkupLineInterpolated($"[bold]lab {lab.Id}[/] {(string?)state["scenario"]} ({(string?)state["mode"]})");
            console.WriteLine($"  export KUBECONFIG={(string?)state["kubeconfig"]}");
            console.WriteLine($"  logs: {(string?)state["logs"]}");
            console.Write(Machines(state));
        }

        return ExitCodes.Passed;
    }

    private static Table Machines(JsonObject state)
    {
        var table = new Table().AddColumns("machine", "site", "namespace", "interface", "addresses", "seen as");
        foreach (var machine in (state["machines"] as JsonArray ?? []).OfType<JsonObject>())
        {
            table.AddRow(
                Text(machine["name"]), Text(machine["site"]), Text(machine["namespace"]), Text(machine["interface"]),
                Texts(machine["addresses"]), Texts(machine["publicAddresses"]));
        }

        return table;
    }

    private static string Text(JsonNode? node) => Markup.Escape((string?)node ?? string.Empty);

    private static string Texts(JsonNode? node) => string.Join(' ', (node as JsonArray ?? []).Select(Text));
}
