using k8s;
using k8s.Autorest;
using k8s.Models;

namespace MeshGate.Cli.Checking;

/// <summary>Finds out which pod network the cluster has, by the names of its DaemonSets.</summary>
internal static class PodNetworkCheck
{
    private const string Group = "Pod network";

    private static readonly (string Prefix, string Name)[] Known =
    [
        ("cilium", "Cilium"), ("calico-node", "Calico"), ("canal", "Canal"), ("kube-flannel", "flannel"), ("weave-net", "Weave Net"), ("antrea-agent", "Antrea"),
        ("aws-node", "AWS VPC CNI"), ("azure-cni", "Azure CNI"), ("kindnet", "kindnet"), ("kube-router", "kube-router"), ("ovnkube", "OVN-Kubernetes"),
    ];

    /// <summary>Looks.</summary>
    public static async Task<Finding> RunAsync(IKubernetes api, CancellationToken cancellationToken)
    {
        try
        {
            V1DaemonSetList sets = await api.AppsV1.ListDaemonSetForAllNamespacesAsync(cancellationToken: cancellationToken);
            return Judge(sets.Items.Select(set => set.Metadata.Name));
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == System.Net.HttpStatusCode.Forbidden)
        {
            return new Finding(Group, FindingLevel.Skipped, "You may not list DaemonSets, so it is not known which it is.", null, Manual.Rights);
        }
    }

    /// <summary>Judges the names of all DaemonSets.</summary>
    public static Finding Judge(IEnumerable<string> daemonSets)
    {
        string[] names = [.. daemonSets.SelectMany(set => Known.Where(known => set.StartsWith(known.Prefix, StringComparison.Ordinal)).Select(known => known.Name)).Distinct().Order(StringComparer.Ordinal)];
        return names.Length == 0
            ? new Finding(Group, FindingLevel.Ok, "None that is known by name. MeshGate's packets bear the mark 0x51, and its routes lead to mesh addresses alone.", Link: Manual.OtherNetworks)
            : new Finding(Group, FindingLevel.Ok, $"{string.Join(", ", names)}: lives beside MeshGate; where it enforces policies for hosts, let WireGuard's UDP port in.", Link: Manual.OtherNetworks);
    }
}
