using System.CommandLine;
using MeshGate.Cli.Bundles;
using MeshGate.Cli.Checking;
using MeshGate.Cli.Clusters;
using MeshGate.Cli.Completion;
using MeshGate.Cli.Draining;
using MeshGate.Cli.Explain;
using MeshGate.Cli.Joining;
using MeshGate.Cli.Netcheck;
using MeshGate.Cli.Pinging;
using MeshGate.Cli.Routes;
using MeshGate.Cli.Status;
using MeshGate.Cli.Topology;

namespace MeshGate.Cli;

/// <summary><c>meshgate</c> with everything that it can do.</summary>
public static class MeshGateCommand
{
    /// <summary>The command, ready to be parsed.</summary>
    public static RootCommand Create() => new("Looks at a MeshGate mesh, and acts on it.")
    {
        ClusterOptions.Kubeconfig,
        ClusterOptions.Context,
        CheckCommand.Create(),
        StatusCommand.Create(),
        PingCommand.Create(),
        ExplainCommand.Create(),
        TopologyCommand.Create(),
        NetcheckCommand.Create(),
        JoinTokenCommand.Create(),
        FailoverCommand.Create(),
        DrainCommand.Create(),
        SupportBundleCommand.Create(),
        CompletionCommand.Create(),
        VersionCommand.Create(),
    };
}
