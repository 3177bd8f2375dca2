using MeshGate.Core.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What is wanted of one machine.</summary>
[ValidationRule(
    "!has(oldSelf.addresses) || size(oldSelf.addresses) == 0 || (has(self.addresses) && self.addresses == oldSelf.addresses)",
    fieldPath: ".addresses",
    message: NodeRules.AddressesImmutable,
    reason: "FieldValueForbidden")]
[ValidationRule(
    "!has(oldSelf.nodeName) || (has(self.nodeName) && self.nodeName == oldSelf.nodeName)",
    fieldPath: ".nodeName",
    message: NodeRules.NodeNameImmutable,
    reason: "FieldValueForbidden")]
[ValidationRule(
    "!has(self.roles) || !('Relay' in self.roles) || has(self.relayPorts)",
    fieldPath: ".relayPorts",
    message: NodeRules.RelayNeedsPorts,
    reason: "FieldValueRequired")]
[ValidationRule(
    "!has(self.relayPorts) || !has(self.listenPort) || self.listenPort < self.relayPorts.first || self.listenPort > self.relayPorts.last",
    fieldPath: ".relayPorts",
    message: NodeRules.PortOverlap)]
[ValidationRule(
    "!has(self.advertisedCIDRs) || size(self.advertisedCIDRs) == 0 || (has(self.roles) && 'Gateway' in self.roles)",
    fieldPath: ".advertisedCIDRs",
    message: NodeRules.CidrsNeedGateway,
    reason: "FieldValueForbidden")]
public sealed record MeshNodeSpec
{
    /// <summary>The Kubernetes Node that this is; left open for a machine outside the cluster. Immutable once set.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string? NodeName { get; set; }

    /// <summary>
    /// Mesh addresses, at most one IPv4 and one IPv6, without prefix length. Left open, the operator allocates them once;
    /// after that they never change, so that a backup of spec restores them.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Items(0, 2)]
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    [ValidationRule(
        "self.filter(a, a.contains(':')).size() <= 1 && self.filter(a, !a.contains(':')).size() <= 1",
        message: NodeRules.OneAddressAFamily)]
    public IReadOnlyList<string>? Addresses { get; set; }

    /// <summary>The region the machine stands in, as the label topology.kubernetes.io/region has it.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 63)]
    [Pattern(SchemaPatterns.LabelValue)]
    public string? Region { get; set; }

    /// <summary>The zone inside the region, as the label topology.kubernetes.io/zone has it.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 63)]
    [Pattern(SchemaPatterns.LabelValue)]
    public string? Zone { get; set; }

    /// <summary>
    /// What the machine may be used for: Hub (join segments), Relay (forward ciphertext of others), Gateway (stand before
    /// networks outside the mesh). Left open, nothing beyond being a peer.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Items(0, 3)]
    [XListType(ListType.Set)]
    [Except(nameof(NodeRole.Unknown))]
    public IReadOnlyList<NodeRole>? Roles { get; set; }

    /// <summary>
    /// Public <c>host:port</c> at which this machine's WireGuard port is reached from outside, where a person knows it
    /// (a port forward, a load balancer). IPv6 hosts stand in brackets.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public string? Endpoint { get; set; }

    /// <summary>WireGuard's UDP port on this machine, 1 to 65535. Two machines behind one NAT each want their own.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("UDP port")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int? ListenPort { get; set; }

    /// <summary>The UDP ports on which this machine forwards for others; reachable from outside, and needed by the role Relay.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [ValidationRule("self.first <= self.last", fieldPath: ".last", message: NodeRules.PortOrder)]
    public PortRange? RelayPorts { get; set; }

    /// <summary>Networks behind this machine, in CIDR notation; needs the role Gateway. At most 64.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Items(0, 64)]
    [Length(4, 49)]
    [Pattern(SchemaPatterns.Cidr)]
    [XListType(ListType.Set)]
    public IReadOnlyList<string>? AdvertisedCIDRs { get; set; }

    /// <summary>How much this machine takes of what is shared (as hub, relay or gateway) against others. 0 to 1000; 0 takes nothing new.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("share")]
    [DefaultValue("100")]
    [RangeMinimum(0)]
    [RangeMaximum(1000)]
    public int? Weight { get; set; }

    /// <summary>Moves what this machine does for others (as hub, relay or gateway) elsewhere, before maintenance; it stays a peer.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("false")]
    public bool? Drain { get; set; }
}
