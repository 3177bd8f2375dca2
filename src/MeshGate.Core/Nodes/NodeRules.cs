using System.Collections.Immutable;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Nodes;

/// <summary>What is said of a node whose spec contradicts itself: by the schema's rules, and by the operator where the API server does not evaluate them.</summary>
public static class NodeRules
{
    /// <summary>Addresses that change.</summary>
    public const string AddressesImmutable = "addresses are immutable once set";

    /// <summary>Two addresses of one family.</summary>
    public const string OneAddressAFamily = "at most one IPv4 and one IPv6 address";

    /// <summary>A node that becomes another machine.</summary>
    public const string NodeNameImmutable = "nodeName is immutable once set";

    /// <summary>A range that ends before it begins.</summary>
    public const string PortOrder = "first must not be greater than last";

    /// <summary>WireGuard's port in the relay's range.</summary>
    public const string PortOverlap = "relayPorts must not contain listenPort";

    /// <summary>A relay without ports.</summary>
    public const string RelayNeedsPorts = "the role Relay needs relayPorts";

    /// <summary>Networks behind a node that is no gateway.</summary>
    public const string CidrsNeedGateway = "advertisedCIDRs need the role Gateway";

    private const string Kind = "MeshNode";

    /// <summary><see cref="AddressesImmutable"/>, at <c>spec.addresses</c>.</summary>
    public static readonly SchemaRule AddressesImmutableRule = new(Kind, "spec.addresses", AddressesImmutable);

    /// <summary><see cref="OneAddressAFamily"/>, at <c>spec.addresses</c>.</summary>
    public static readonly SchemaRule OneAddressAFamilyRule = new(Kind, "spec.addresses", OneAddressAFamily);

    /// <summary><see cref="NodeNameImmutable"/>, at <c>spec.nodeName</c>.</summary>
    public static readonly SchemaRule NodeNameImmutableRule = new(Kind, "spec.nodeName", NodeNameImmutable);

    /// <summary><see cref="PortOrder"/>, at <c>spec.relayPorts.last</c>.</summary>
    public static readonly SchemaRule PortOrderRule = new(Kind, "spec.relayPorts.last", PortOrder);

    /// <summary><see cref="PortOverlap"/>, at <c>spec.relayPorts</c>.</summary>
    public static readonly SchemaRule PortOverlapRule = new(Kind, "spec.relayPorts", PortOverlap);

    /// <summary><see cref="RelayNeedsPorts"/>, at <c>spec.relayPorts</c>.</summary>
    public static readonly SchemaRule RelayNeedsPortsRule = new(Kind, "spec.relayPorts", RelayNeedsPorts);

    /// <summary><see cref="CidrsNeedGateway"/>, at <c>spec.advertisedCIDRs</c>.</summary>
    public static readonly SchemaRule CidrsNeedGatewayRule = new(Kind, "spec.advertisedCIDRs", CidrsNeedGateway);

    /// <summary>Every rule.</summary>
    public static ImmutableArray<SchemaRule> All { get; } =
    [
        AddressesImmutableRule, OneAddressAFamilyRule, NodeNameImmutableRule, PortOrderRule, PortOverlapRule,
        RelayNeedsPortsRule, CidrsNeedGatewayRule,
    ];
}
