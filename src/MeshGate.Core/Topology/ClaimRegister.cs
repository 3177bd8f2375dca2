using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// Who holds which key and address. Of several claimants the one that most peers already know under it keeps it, so that a
/// newcomer, or an older node whose daemon suddenly reports a foreign key, cannot take over a session; among equals the older.
/// </summary>
internal sealed class ClaimRegister
{
    private readonly Dictionary<string, string> _holders = new(StringComparer.Ordinal);

    /// <summary>Settles all claims.</summary>
    /// <param name="nodes">The nodes, oldest first.</param>
    /// <param name="previous">The plan in force, or null.</param>
    public ClaimRegister(ImmutableArray<NodeExamination> nodes, MeshPlan? previous)
    {
        var contested = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (NodeExamination node in nodes)
        {
            foreach (string claim in ClaimsOf(node.PublicKey, node.Addresses))
            {
                if (_holders.TryAdd(claim, node.Node.Name))
                {
                    continue;
                }

                if (contested.TryGetValue(claim, out List<string>? claimants))
                {
                    claimants.Add(node.Node.Name);
                }
                else
                {
                    contested[claim] = [_holders[claim], node.Node.Name];
                }
            }
        }

        if (contested.Count == 0 || previous is null)
        {
            return;
        }

        Dictionary<(string Claim, string Name), int> known = CountKnown(contested, previous);
        foreach ((string claim, List<string> claimants) in contested)
        {
            // The sort is stable and the claimants stand oldest first.
            _holders[claim] = claimants.OrderByDescending(name => known.GetValueOrDefault((claim, name))).First();
        }
    }

    /// <summary>The first of the node's claims that another node holds, as a verdict; null if it holds all of them.</summary>
    public NodeVerdict? FindConflict(NodeExamination node)
    {
        foreach (string address in node.Addresses)
        {
            string holder = _holders[address];
            if (holder != node.Node.Name)
            {
                return new(VerdictReason.AddressConflict, $"spec.addresses: {address} belongs to MeshNode {holder}. Delete one of the two, or make this one anew with another address.");
            }
        }

        if (node.PublicKey is { } key && _holders[key] is { } keyHolder && keyHolder != node.Node.Name)
        {
            return new(VerdictReason.PublicKeyConflict, $"MeshNode {keyHolder} holds this public key. Two machines must not share a private key: remove it from this machine's state directory and restart its daemon.");
        }

        return null;
    }

    private static Dictionary<(string Claim, string Name), int> CountKnown(Dictionary<string, List<string>> contested, MeshPlan previous)
    {
        var known = new Dictionary<(string Claim, string Name), int>();
        foreach (NodePlan node in previous.Nodes)
        {
            foreach (PlanMember member in node.Assignment.Members.Where(member => member.Name != node.Name))
            {
                foreach (string claim in ClaimsOf(member.PublicKey, member.Addresses).Where(contested.ContainsKey))
                {
                    known[(claim, member.Name)] = known.GetValueOrDefault((claim, member.Name)) + 1;
                }
            }
        }

        return known;
    }

    // Keys and addresses cannot be mistaken for each other: a key ends in '=', an address never does.
    private static IEnumerable<string> ClaimsOf(string? publicKey, ImmutableArray<string> addresses)
        => publicKey is null ? addresses : addresses.Append(publicKey);
}
