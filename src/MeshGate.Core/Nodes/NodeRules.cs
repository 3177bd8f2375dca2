namespace MeshGate.Core.Nodes;

/// <summary>What is said of a node's spec that contradicts itself: by the schema's rules, and by the operator where the API server does not evaluate them.</summary>
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
}
