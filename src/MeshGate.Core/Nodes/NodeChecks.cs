using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Nodes;

/// <summary>Looks at what a person wrote of one node.</summary>
public static class NodeChecks
{
    /// <summary>Everything that is wrong with it, whatever other nodes there are.</summary>
    public static ImmutableArray<Finding> Check(NodeSpecSnapshot node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. Addresses(node), .. Relaying(node), .. Networks(node)];
    }

    /// <summary>What of the advertised networks the mesh cannot have.</summary>
    public static ImmutableArray<Finding> CheckAgainst(NodeSpecSnapshot node, MeshNetwork mesh)
    {
        ArgumentNullException.ThrowIfNull(node);
        return
        [
            .. node.AdvertisedCidrs
                .Select((cidr, i) => (Cidr: cidr, Position: i, IsRead: OutsideNetwork.TryRead(cidr, out IPNetwork network) is null, Network: network))
                .Where(item => item.IsRead && OutsideNetwork.IsInside(item.Network, mesh))
                .Select(item => new Finding($"spec.advertisedCIDRs[{item.Position}]", $"{item.Cidr} lies in the mesh's own addresses ({mesh})")),
        ];
    }

    /// <summary>What a change changes that must not change.</summary>
    public static ImmutableArray<Finding> CheckChange(NodeSpecSnapshot old, NodeSpecSnapshot node)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(node);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (!old.Addresses.IsEmpty && !node.Addresses.SequenceEqual(old.Addresses))
        {
            findings.Add(NodeRules.AddressesImmutableRule.Broken());
        }

        if (old.NodeName is not null && node.NodeName != old.NodeName)
        {
            findings.Add(NodeRules.NodeNameImmutableRule.Broken());
        }

        return findings.ToImmutable();
    }

    private static IEnumerable<Finding> Addresses(NodeSpecSnapshot node)
    {
        // By the colon, as the schema's rule does it: whether they are addresses at all is another question.
        int ipv6 = node.Addresses.Count(address => address.Contains(':', StringComparison.Ordinal));
        if (ipv6 > 1 || node.Addresses.Length - ipv6 > 1)
        {
            yield return NodeRules.OneAddressAFamilyRule.Broken();
        }
    }

    private static IEnumerable<Finding> Relaying(NodeSpecSnapshot node)
    {
        if (node.RelayPorts is not { } ports)
        {
            if (node.Roles.Contains(NodeRole.Relay))
            {
                yield return NodeRules.RelayNeedsPortsRule.Broken();
            }

            yield break;
        }

        if (ports.First > ports.Last)
        {
            yield return NodeRules.PortOrderRule.Broken();
        }

        if (node.ListenPort >= ports.First && node.ListenPort <= ports.Last)
        {
            yield return NodeRules.PortOverlapRule.Broken();
        }
    }

    private static IEnumerable<Finding> Networks(NodeSpecSnapshot node)
    {
        if (!node.AdvertisedCidrs.IsEmpty && !node.Roles.Contains(NodeRole.Gateway))
        {
            yield return NodeRules.CidrsNeedGatewayRule.Broken();
        }

        for (int i = 0; i < node.AdvertisedCidrs.Length; i++)
        {
            if (OutsideNetwork.TryRead(node.AdvertisedCidrs[i], out _) is { } error)
            {
                yield return new Finding($"spec.advertisedCIDRs[{i}]", error) { Value = node.AdvertisedCidrs[i] };
            }
        }
    }
}
