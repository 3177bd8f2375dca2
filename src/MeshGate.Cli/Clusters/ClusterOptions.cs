using System.CommandLine;

namespace MeshGate.Cli.Clusters;

/// <summary>The options that name the cluster, before or after any command, as kubectl has them.</summary>
internal static class ClusterOptions
{
    /// <summary>The file.</summary>
    public static Option<FileInfo?> Kubeconfig { get; } = new("--kubeconfig")
    {
        Description = "kubeconfig file; otherwise KUBECONFIG, ~/.kube/config or the pod's service account.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The context in it.</summary>
    public static Option<string?> Context { get; } = new("--context")
    {
        Description = "Context of the kubeconfig; otherwise its current one.",
        HelpName = "NAME",
        Recursive = true,
    };

    /// <summary>Finds the cluster that a command line means.</summary>
    /// <exception cref="Kubernetes.Connection.KubernetesConfigurationException">There is none.</exception>
    public static Cluster Find(ParseResult result) => Cluster.Find(result.GetValue(Kubeconfig), result.GetValue(Context));
}
