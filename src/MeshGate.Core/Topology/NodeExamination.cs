using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Core.Nodes;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Validation;

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

    /// <summary>What is wrong with the rest of its spec, without keeping it from being a peer.</summary>
    public ImmutableArray<Finding> SpecFindings { get; private init; } = [];

    /// <summary>Evenly spread bits of its name.</summary>
    public ulong Hash { get; private init; }

    /// <summary>Who it is to its peers; null while it lacks a key or addresses.</summary>
    public PlanMember? Member { get; private init; }

    /// <summary>Where it belongs.</summary>
    public Home Home { get; private init; }

    /// <summary>What it wants its segment to be like.</summary>
    public SegmentForm Form { get; private init; }

    /// <summary>Examines a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="network">The mesh's address ranges.</param>
    /// <param name="before">What was found of the same node before, or null. Who it is stays the same object while it is the same.</param>
    public static NodeExamination Of(MeshNodeSnapshot node, MeshNetwork network, NodeExamination? before)
    {
        ulong hash = before?.Hash ?? Rendezvous.Hash(node.Name);
        Home home = node.Settings.Topology.RegionAware ? new Home(node.Place.Region ?? string.Empty, node.Place.Zone ?? string.Empty) : Home.None;
        var form = SegmentForm.Of(node.Settings.Topology);
        if (node.IsLeaving)
        {
            // A leaving node claims nothing, so that its successor can have its key and addresses at once.
            return new NodeExamination { Node = node, Hash = hash, Home = home, Form = form, Problem = new(VerdictReason.Leaving, "The node is being deleted and is taken out of its peers.") };
        }

        ImmutableArray<Finding> changes = node.Settled is { } settled ? NodeChecks.CheckChange(settled, node.Spec) : [];
        string? addressError = ReadAddresses(node.Addresses, network, out ImmutableArray<string> addresses);
        if (changes.Any(change => change.Rule == NodeRules.AddressesImmutableRule))
        {
            addressError = $"{NodeRules.AddressesImmutableRule.Broken()}. The node joined with {string.Join(" and ", node.Settled!.Addresses)}: write that back, or delete the MeshNode and make it anew.";
        }

        bool isKeyValid = Identity.PublicKey.TryParse(node.PublicKey, out _);
        PlanMember? member = addressError is null && isKeyValid && !addresses.IsEmpty ? new PlanMember(node.Name, node.PublicKey!, addresses) : null;
        return new NodeExamination
        {
            Node = node,
            Hash = hash,
            Home = home,
            Form = form,
            Member = member is not null && member.Equals(before?.Member) ? before.Member : member,
            Addresses = addressError is null ? addresses : [],
            PublicKey = isKeyValid ? node.PublicKey : null,
            SpecFindings = [.. NodeChecks.Check(node.Spec), .. NodeChecks.CheckAgainst(node.Spec, network), .. changes],
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
