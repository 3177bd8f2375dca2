namespace MeshGate.NodeDaemon.Network;

/// <summary>
/// Interfaces that lead to pods and containers of this machine, or hold the addresses of services, by the names that their makers give them.
/// No other machine reaches this one at their addresses, of which there may be one for each pod or service: they would crowd out real ones.
/// </summary>
public static class PodInterfaces
{
    // Bridges and pairs of the plugins of CNI, Docker and libvirt; Calico, Cilium, flannel, Weave and Antrea; kube-proxy and the node-local DNS.
    private static readonly string[] Beginnings =
    [
        "veth", "cni", "cbr", "docker", "virbr", "podman", "cali", "tunl", "vxlan.calico", "cilium_", "lxc", "flannel", "weave", "antrea-", "kube-", "nodelocaldns",
    ];

    /// <summary>Whether an interface is one of these.</summary>
    /// <param name="name">The interface's name.</param>
    public static bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsOfDocker(name) || Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
    }

    // Many a router's and home server's own network is at br-lan or br-0.
    private static bool IsOfDocker(string name) => name.Length == 15 && name.StartsWith("br-", StringComparison.Ordinal) && name[3..].All(char.IsAsciiHexDigitLower);
}
