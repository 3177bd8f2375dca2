using System.Net;
using k8s.Models;

namespace MeshGate.Cli.Checking;

/// <summary>Judges the cluster's Nodes as the API shows them, before anything is installed. Pure.</summary>
public static class NodesJudge
{
    private const string Group = "Nodes";
    private const string ManyMore = "and more";
    private const int Named = 5;
    private static readonly string[] Architectures = ["amd64", "arm64"];
    private static readonly string[] PortAnnotations = ["projectcalico.org/WireguardPublicKey", "projectcalico.org/IPv4WireguardInterfaceAddr"];

    /// <summary>Judges them.</summary>
    /// <param name="nodes">Every Node.</param>
    /// <param name="meshRanges">The mesh's address ranges.</param>
    public static IEnumerable<Finding> Judge(IEnumerable<V1Node> nodes, IReadOnlyCollection<IPNetwork> meshRanges)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        V1Node[] linux = [.. nodes.Where(node => node.Status?.NodeInfo?.OperatingSystem is null or "linux").OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)];
        if (linux.Length == 0)
        {
            yield return new Finding(Group, FindingLevel.Warning, "There is no Node of Linux.", "Machines outside the cluster can take part: meshgate join-token.", Manual.Install);
            yield break;
        }

        foreach (Finding finding in Kernels(linux).Concat(Ranges(linux, meshRanges)).Concat(Ports(linux)))
        {
            yield return finding;
        }

        int labelled = linux.Count(node => node.Metadata.Labels?.TryGetValue("meshgate.io/mesh", out string? value) == true && value == "true");
        yield return labelled > 0
            ? new Finding(Group, FindingLevel.Ok, $"{labelled} of {linux.Length} Nodes take part by the label meshgate.io/mesh=true.")
            : new Finding(Group, FindingLevel.Warning, "No Node takes part yet: none has the label meshgate.io/mesh=true.", "kubectl label node NAME meshgate.io/mesh=true, or set mesh.nodeSelector.", Manual.Install);
    }

    private static IEnumerable<Finding> Kernels(V1Node[] nodes)
    {
        V1Node[] strange = [.. nodes.Where(node => node.Status?.NodeInfo?.Architecture is { } architecture && !Architectures.Contains(architecture))];
        if (strange.Length > 0)
        {
            yield return new Finding(Group, FindingLevel.Warning, $"There are no images for the architecture of {Names(strange)}.", "Keep the label meshgate.io/mesh off them.", Manual.Install);
        }

        V1Node[] old = [.. nodes.Where(node => MachineJudge.IsRecent(node.Status?.NodeInfo?.KernelVersion) == false)];
        yield return old.Length == 0
            ? new Finding(Group, FindingLevel.Ok, $"Every kernel is recent enough to have WireGuard ({string.Join(", ", nodes.Select(node => node.Status?.NodeInfo?.KernelVersion ?? "unknown").Distinct().Take(Named))}).")
            : new Finding(Group, FindingLevel.Warning, $"The kernel of {Names(old)} is older than 5.6 and may have no WireGuard.", "Set wireguardGo.enabled and wireguardGo.nodeSelector for them.", Manual.Machine);
    }

    private static IEnumerable<Finding> Ranges(V1Node[] nodes, IReadOnlyCollection<IPNetwork> meshRanges)
    {
        string[] clashes =
        [
            .. from node in nodes
               from range in (node.Spec?.PodCIDRs ?? []).Append(node.Spec?.PodCIDR).OfType<string>().Distinct()
               from mesh in meshRanges
               where IPNetwork.TryParse(range, out IPNetwork pods) && (pods.Contains(mesh.BaseAddress) || mesh.Contains(pods.BaseAddress))
               select $"{range} of {node.Metadata.Name} and {mesh}",
        ];
        string[] addresses =
        [
            .. from node in nodes
               from address in node.Status?.Addresses ?? []
               from mesh in meshRanges
               where IPAddress.TryParse(address.Address, out IPAddress? own) && mesh.Contains(own)
               select $"{address.Address} of {node.Metadata.Name} and {mesh}",
        ];
        string[] all = [.. clashes, .. addresses];
        yield return all.Length == 0
            ? new Finding(Group, FindingLevel.Ok, $"The mesh's ranges ({string.Join(", ", meshRanges)}) meet no range of pods and no Node's address. Services' ranges cannot be seen: compare those by hand.")
            : new Finding(Group, FindingLevel.Failed, $"Ranges overlap: {string.Join("; ", all.Take(Named))}{(all.Length > Named ? "; " + ManyMore : string.Empty)}.", "Choose others with mesh.cidrs before installing: they never change later.", Manual.Install);
    }

    private static IEnumerable<Finding> Ports(V1Node[] nodes)
    {
        V1Node[] others =
        [
            .. nodes.Where(node => node.Metadata.Annotations is { } notes
                && (PortAnnotations.Any(notes.ContainsKey) || (notes.TryGetValue("flannel.alpha.coreos.com/backend-type", out string? backend) && backend.StartsWith("wireguard", StringComparison.Ordinal)))),
        ];
        if (others.Length > 0)
        {
            yield return new Finding(Group, FindingLevel.Warning, $"The pod network of {Names(others)} has a WireGuard of its own, which listens at UDP 51820 unless told otherwise.", "Set noded.listenPort to another port, such as 51830.", Manual.OtherNetworks);
        }
    }

    private static string Names(V1Node[] nodes)
        => string.Join(", ", nodes.Take(Named).Select(node => node.Metadata.Name)) + (nodes.Length > Named ? $" and {nodes.Length - Named} more" : string.Empty);
}
