using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What is wanted of one machine.</summary>
[ValidationRule(
    "!has(oldSelf.addresses) || size(oldSelf.addresses) == 0 || (has(self.addresses) && self.addresses == oldSelf.addresses)",
    fieldPath: ".addresses",
    message: "addresses are immutable once set")]
public sealed record MeshNodeSpec
{
    /// <summary>
    /// Mesh addresses, at most one IPv4 and one IPv6, without prefix length. Left open, the operator allocates them once;
    /// after that they never change, so that a backup of spec restores them.
    /// </summary>
    [Items(0, 2)]
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    [ValidationRule(
        "self.filter(a, a.contains(':')).size() <= 1 && self.filter(a, !a.contains(':')).size() <= 1",
        message: "at most one IPv4 and one IPv6 address")]
    public IReadOnlyList<string>? Addresses { get; set; }

    /// <summary>
    /// Public <c>host:port</c> at which this machine's WireGuard port is reached from outside, where a person knows it
    /// (a port forward, a load balancer). IPv6 hosts stand in brackets.
    /// </summary>
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public string? Endpoint { get; set; }

    /// <summary>WireGuard's UDP port on this machine, 1 to 65535. Two machines behind one NAT each want their own.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int? ListenPort { get; set; }
}
