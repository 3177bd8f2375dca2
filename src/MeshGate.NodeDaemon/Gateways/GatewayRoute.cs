using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Gateways;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Networks that this node reaches through gateways. Equal where all of it is equal.</summary>
/// <param name="Name">The MeshRoute.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Gateways">The gateways' names, best first.</param>
/// <param name="Settings">How they are followed.</param>
/// <param name="Probe">How it is asked whether one forwards; null for not at all.</param>
public sealed record GatewayRoute(string Name, ImmutableArray<IPNetwork> Networks, ImmutableArray<string> Gateways, GatewaySettings Settings, GatewayProbe? Probe)
{
    /// <inheritdoc/>
    public bool Equals(GatewayRoute? other)
        => other is not null && (Name, Settings, Probe) == (other.Name, other.Settings, other.Probe)
            && Networks.AsSpan().SequenceEqual(other.Networks.AsSpan()) && Gateways.AsSpan().SequenceEqual(other.Gateways.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Settings, Probe, Networks.Length, Gateways.Length);
}
