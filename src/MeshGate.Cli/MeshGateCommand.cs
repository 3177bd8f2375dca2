using System.CommandLine;
using MeshGate.Cli.Draining;
using MeshGate.Cli.Explain;
using MeshGate.Cli.Joining;
using MeshGate.Cli.Netcheck;
using MeshGate.Cli.Routes;
using MeshGate.Cli.Status;
using MeshGate.Cli.Topology;

namespace MeshGate.Cli;

/// <summary><c>meshgate</c> with everything that it can do.</summary>
public static class MeshGateCommand
{
    /// <summary>The command, ready to be parsed.</summary>
    public static RootCommand Create() => new("Looks at a MeshGate mesh.")
    {
        StatusCommand.Create(),
        ExplainCommand.Create(),
        TopologyCommand.Create(),
        NetcheckCommand.Create(),
        JoinTokenCommand.Create(),
        FailoverCommand.Create(),
        DrainCommand.Create(),
        VersionCommand.Create(),
    };
}
