using System.CommandLine;
using System.Net;
using MeshGate.Cli.Clusters;
using MeshGate.Cli.Output;
using MeshGate.Probing.Machines;

namespace MeshGate.Cli.Checking;

/// <summary>
/// <c>meshgate check</c>: exit code 0 if nothing is wrong, 1 if something is, 2 if the cluster cannot be asked. Changes nothing.
/// </summary>
public static class CheckCommand
{
    private static readonly string[] DefaultRanges = ["100.96.0.0/16", "fd6d:6573:6867::/64"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var before = new Option<bool>("--pre") { Description = "Before installing: may you, and will it work here?" };
        var here = new Option<bool>("--this-machine") { Description = "Look at this very machine and ask no cluster: before it joins from outside." };
        var machines = new Option<int>("--machines") { Description = "At most so many machines are asked.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var ranges = new Option<string[]>("--mesh-cidr") { Description = "With --pre: the mesh's address ranges, where they are not the default ones.", HelpName = "CIDR", DefaultValueFactory = _ => DefaultRanges };
        var mtu = new Option<int>("--mtu") { Description = "With --this-machine: the mesh's MTU in bytes.", HelpName = "BYTES", DefaultValueFactory = _ => 1380 };
        var port = new Option<int>("--listen-port") { Description = "With --this-machine: WireGuard's UDP port.", HelpName = "PORT", DefaultValueFactory = _ => 51820 };
        Option<string> nodes = NamespaceOptions.Nodes();
        Option<string> system = NamespaceOptions.Operator();
        Option<OutputFormat> output = OutputOption.Create();
        var command = new Command("check", "Looks for what is wrong with the cluster, the installation, the mesh and its machines, each finding with its cure. Exits 1 if something is.")
        {
            before, here, machines, ranges, mtu, port, nodes, system, output,
        };
        ranges.Validators.Add(result =>
        {
            foreach (string wrong in result.Tokens.Select(token => token.Value).Where(text => !IPNetwork.TryParse(text, out _)))
            {
                result.AddError($"--mesh-cidr: '{wrong}' is not a range such as 100.96.0.0/16");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(before) && result.GetValue(here))
            {
                result.AddError("--pre and --this-machine exclude each other.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(here))
            {
                MachineFacts facts = MachineReader.OfThisMachine().Read("meshgate0", result.GetValue(port));
                return Tell(new CheckReport([.. MachineJudge.Judge("This machine", facts, result.GetValue(mtu), false)]));
            }

            return await MeshQuery.AskAsync(result, async cluster =>
            {
                var run = new CheckRun(cluster, result.GetValue(nodes)!, result.GetValue(system)!);
                return Tell(await (result.GetValue(before) ? run.BeforeAsync([.. result.GetValue(ranges)!.Select(IPNetwork.Parse)], cancellationToken) : run.AfterAsync(result.GetValue(machines), cancellationToken)));
            });

            int Tell(CheckReport report)
            {
                TextWriter writer = result.InvocationConfiguration.Output;
                result.GetValue(output).Write(writer, () => CheckJson.Write(report), isWide => CheckText.Write(report, writer, isWide));
                return report.Ok ? ExitCode.Well : ExitCode.NotWell;
            }
        });
        return command;
    }
}
