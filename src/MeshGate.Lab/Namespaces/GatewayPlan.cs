using System.Net;
using MeshGate.Lab.Nat;

namespace MeshGate.Lab.Namespaces;

/// <summary>One NAT gateway: interface <c>lan</c> towards the machines, <c>wan</c> towards the internet.</summary>
public sealed class GatewayPlan(NodePlan node, NatKind kind, bool hairpin, TimeSpan mappingLifetime)
{
    /// <summary>The gateway's namespace.</summary>
    public NodePlan Node => node;

    /// <summary>What kind of NAT it is.</summary>
    public NatKind Kind => kind;

    /// <summary>Whether machines behind it reach each other at its outside address.</summary>
    public bool Hairpin => hairpin;

    /// <summary>How long an idle UDP mapping lives.</summary>
    public TimeSpan MappingLifetime => mappingLifetime;

    /// <summary>How it may be asked for an outside port; empty where it lends none.</summary>
    public IReadOnlyList<RouterProtocol> PortMapping { get; init; } = [];

    /// <summary>Its outside IPv4 address; null in a site without IPv4.</summary>
    public IPAddress? WanAddress { get; set; }

    /// <summary>Inside sources whose outside port was moved by a rebind, with that port.</summary>
    public Dictionary<IPEndPoint, int> MovedPorts { get; } = [];
}
