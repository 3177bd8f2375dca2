using System.CommandLine;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>up</c>: builds a scenario's lab without running its steps, and leaves it there.</summary>
public static class UpCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("scenario") { Description = "Scenario file; its steps are not run" };
        var common = new CommonOptions();
        var command = new Command("up", "Builds a scenario's lab and leaves it until 'down'") { file, common.Api, common.WireGuard, common.Bin, common.Crds };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            token => RunAsync(result.GetValue(file)!, common.Options(result, "up"), token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, LabOptions options, CancellationToken cancellationToken)
    {
        var scenario = ScenarioParser.Load(file);
        if (LabCommandHost.Refuse(scenario, options) is { } refusal)
        {
            return refusal;
        }

        var console = LabConsole.Create();
        await using var lab = await LabBuilder.BuildAsync(scenario, options, new ConsoleReport(console).Say, cancellationToken);
        await lab.KeepAsync();
        console.MarkupLineInterpolated($"[green]lab {lab.Directory.Id} is up[/]");
        console.WriteLine($"  export KUBECONFIG={lab.AdminKubeconfig}");
        console.WriteLine($"  ip netns exec {lab.Directory.NamespacePrefix}MACHINE ping ...");
        console.WriteLine($"  logs: {lab.Directory.Logs}");
        console.WriteLine($"  meshgate-lab status, meshgate-lab down --id {lab.Directory.Id}");
        return ExitCodes.Passed;
    }
}
