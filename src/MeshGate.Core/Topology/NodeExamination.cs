using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Core.Nodes;

namespace MeshGate.Core.Topology;

/// <summary>One node looked at by itself: what of it can be used, and what is wrong with the rest.</summary>
internal sealed record NodeExamination
{
    /// <summary>The node.</summary>
    public required MeshNodeSnapshot Node { get; init; }

    /// <summary>Its addresses in canonical form, IPv4 first; empty if it has none or one of them is unusable.</summary>
    public ImmutableArray<string> Addresses { get; private init; } = [];

    /// <summary>Its key, or null if it has none or a bad one.</summary>
    public string? PublicKey { get; private init; }

    /// <summary>What keeps it from being a peer, or null.</summary>
    public NodeVerdict? Problem { get; private init; }

    /// <summary>Examines a node.</summary>
    public static NodeExamination Of(MeshNodeSnapshot node, MeshNetwork network)
    {
        if (node.IsLeaving)
        {
            // A leaving node claims nothing, so that its successor can have its key and addresses at once.
            return new NodeExamination { Node = node, Problem = new(VerdictReason.Leaving, "The node is being deleted and is taken out of its peers.") };
        }

        string? addressError = ReadAddresses(node.Addresses, network, out ImmutableArray<string> addresses);
        bool isKeyValid = Identity.PublicKey.TryParse(node.PublicKey, out _);
        return new NodeExamination
        {
            Node = node,
            Addresses = addresses,
            PublicKey = isKeyValid ? node.PublicKey : null,
            Problem = addressError is not null ? new(VerdictReason.InvalidAddress, addressError)
                : node.PublicKey is not null && !isKeyValid ? new(VerdictReason.InvalidPublicKey, "status.agent.publicKey is not a WireGuard public key: 32 bytes as 44 characters of base64, not all zero.")
                : null,
        };
    }

    private static string? ReadAddresses(ImmutableArray<string> texts, MeshNetwork network, out ImmutableArray<string> addresses)
    {
        addresses = [];
        var found = new List<IPAddress>();
        foreach (string text in texts)
        {
            string quoted = text.Length <= 60 ? text : text[..60] + "…";
            if (!MeshAddress.TryParse(text, out IPAddress? address))
            {
                return $"spec.addresses: '{quoted}' is not an IP address. Write it without prefix length.";
            }

            if (!network.IsAssignable(address))
            {
                return $"spec.addresses: {quoted} is no node address of the mesh ({network}).";
            }

            if (found.Exists(other => other.AddressFamily == address.AddressFamily))
            {
                return $"{NodeRules.OneAddressAFamilyRule.Broken()}.";
            }

            found.Add(address);
        }

        addresses = [.. found.OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).Select(address => address.ToString())];
        return null;
    }
}
