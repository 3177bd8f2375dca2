using System.CommandLine;
using MeshGate.Cli.Output;
using MeshGate.Core.Topology.Summaries;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Cli.Topology;

/// <summary><c>meshgate topology</c>: exit code 0, or 2 if the API server cannot be asked.</summary>
public static class TopologyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<OutputFormat> output = OutputOption.Create();
        var dot = new Option<bool>("--dot") { Description = "Draw it for Graphviz." };
        var svg = new Option<bool>("--svg") { Description = "Draw it as SVG." };
        var command = new Command("topology", "Shows the segments with their hubs, relays and links, and who is relayed.") { output, dot, svg };
        command.Validators.Add(result =>
        {
            if (result.GetValue(dot) && result.GetValue(svg))
            {
                result.AddError("--dot and --svg exclude each other.");
            }
        });
        command.SetAction((result, cancellationToken) => MeshQuery.AnswerAsync(
            result,
            (nodes, writer) =>
            {
                MeshReading reading = MeshReading.Of(nodes);
                var mesh = TopologySummary.Of(reading.Nodes, reading.Plan, reading.Reports);
                if (result.GetValue(dot) || result.GetValue(svg))
                {
                    writer.Write(result.GetValue(dot) ? TopologyDot.Write(mesh) : TopologySvg.Write(mesh));
                }
                else
                {
                    result.GetValue(output).Write(writer, () => TopologyJson.Write(mesh), _ => TopologyText.Write(mesh, writer));
                }

                return ExitCode.Well;
            },
            cancellationToken));
        return command;
    }
}
