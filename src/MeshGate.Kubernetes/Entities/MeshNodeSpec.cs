namespace MeshGate.Kubernetes.Entities;

/// <summary>What is wanted of one machine.</summary>
public sealed record MeshNodeSpec
{
    /// <summary>
    /// Mesh addresses, at most one IPv4 and one IPv6, without prefix length. Left open, the operator allocates them once;
    /// after that they never change, so that a backup of spec restores them.
    /// </summary>
    public IReadOnlyList<string>? Addresses { get; set; }

    /// <summary>
    /// Public <c>host:port</c> at which this machine's WireGuard port is reached from outside, where a person knows it
    /// (a port forward, a load balancer). IPv6 hosts stand in brackets.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>WireGuard's UDP port on this machine, 1 to 65535. Two machines behind one NAT each want their own.</summary>
    public int? ListenPort { get; set; }
}
