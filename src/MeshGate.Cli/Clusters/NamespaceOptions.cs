using System.CommandLine;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Clusters;

/// <summary>The options that say where MeshGate is installed.</summary>
internal static class NamespaceOptions
{
    /// <summary>The daemons' namespace.</summary>
    public static Option<string> Nodes() => new("--namespace", "-n") { Description = "Namespace of the daemons.", HelpName = "NAME", DefaultValueFactory = _ => MeshGateApi.DefaultNamespace };

    /// <summary>The operator's namespace.</summary>
    public static Option<string> Operator() => new("--operator-namespace") { Description = "Namespace of the operator.", HelpName = "NAME", DefaultValueFactory = _ => MeshGateApi.OperatorNamespace };
}
