using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// Who holds which key and address. Of several claimants the one that most peers already know under it keeps it, so that a
/// newcomer, or an older node whose daemon suddenly reports a foreign key, cannot take over a session; among equals the older.
/// </summary>
internal sealed class ClaimRegister
{
    /// <summary>Nobody claims anything.</summary>
    public static readonly ClaimRegister Empty = new(ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal), []);

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _claimants;
    private readonly Dictionary<string, string> _contested;

    private ClaimRegister(ImmutableDictionary<string, ImmutableArray<string>> claimants, Dictionary<string, string> contested) => (_claimants, _contested) = (claimants, contested);

    /// <summary>Settles all claims anew where nodes are others than before.</summary>
    /// <param name="drafts">The nodes that can be others.</param>
    /// <param name="find">Finds a node, also one that is the same as before.</param>
    /// <param name="previous">The plan in force, or null.</param>
    /// <param name="affected">Gets the names of nodes that another may stand against than before, beside those that changed themselves.</param>
    public ClaimRegister With(IEnumerable<NodeDraft> drafts, Func<string, NodeExamination> find, MeshPlan? previous, out HashSet<string> affected)
    {
        ImmutableDictionary<string, ImmutableArray<string>>.Builder claimants = _claimants.ToBuilder();
        var disputed = new HashSet<string>(_contested.Keys, StringComparer.Ordinal);
        foreach (NodeDraft draft in drafts)
        {
            if (!ClaimTheSame(draft.Old?.Examined, draft.Examined))
            {
                foreach (string claim in ClaimsOf(draft.Old?.Examined))
                {
                    ImmutableArray<string> left = claimants[claim].Remove(draft.Name);
                    claimants.Remove(claim);
                    if (!left.IsEmpty)
                    {
                        claimants.Add(claim, left);
                    }
                }

                foreach (string claim in ClaimsOf(draft.Examined))
                {
                    if (!claimants.TryAdd(claim, [draft.Name]))
                    {
                        claimants[claim] = claimants[claim].Add(draft.Name);
                        disputed.Add(claim);
                    }
                }
            }
        }

        var contested = disputed
            .Where(claim => claimants.TryGetValue(claim, out ImmutableArray<string> names) && names.Length > 1)
            .ToDictionary(claim => claim, claim => claimants[claim].OrderBy(name => find(name).Node.Created).ThenBy(name => name, StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        Dictionary<(string Claim, string Name), int> known = contested.Count == 0 || previous is null ? [] : CountKnown(contested, previous);

        // The sort is stable and the claimants stand oldest first.
        var settled = new ClaimRegister(
            claimants.ToImmutable(),
            contested.ToDictionary(claim => claim.Key, claim => claim.Value.OrderByDescending(name => known.GetValueOrDefault((claim.Key, name))).First(), StringComparer.Ordinal));
        affected = [.. disputed.Where(claim => settled.HolderOf(claim) != HolderOf(claim)).SelectMany(claim => claimants.GetValueOrDefault(claim, []))];
        return settled;
    }

    /// <summary>The first of the node's claims that another node holds, as a verdict; null if it holds all of them.</summary>
    public NodeVerdict? FindConflict(NodeExamination node)
    {
        if (_contested.Count == 0)
        {
            return null;
        }

        foreach (string address in node.Addresses)
        {
            if (_contested.TryGetValue(address, out string? holder) && holder != node.Node.Name)
            {
                return new(VerdictReason.AddressConflict, $"spec.addresses: {address} belongs to MeshNode {holder}. Delete one of the two, or make this one anew with another address.");
            }
        }

        if (node.PublicKey is { } key && _contested.TryGetValue(key, out string? keyHolder) && keyHolder != node.Node.Name)
        {
            return new(VerdictReason.PublicKeyConflict, $"MeshNode {keyHolder} holds this public key. Two machines must not share a private key: remove it from this machine's state directory and restart its daemon.");
        }

        return null;
    }

    private string? HolderOf(string claim) => _contested.GetValueOrDefault(claim) ?? _claimants.GetValueOrDefault(claim, []).FirstOrDefault();

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

    private static bool ClaimTheSame(NodeExamination? one, NodeExamination? other)
        => ReferenceEquals(one, other) || (one is not null && other is not null && one.PublicKey == other.PublicKey && one.Addresses.SequenceEqual(other.Addresses));

    private static IEnumerable<string> ClaimsOf(NodeExamination? node) => node is null ? [] : ClaimsOf(node.PublicKey, node.Addresses);

    // Keys and addresses cannot be mistaken for each other: a key ends in '=', an address never does.
    private static IEnumerable<string> ClaimsOf(string? publicKey, ImmutableArray<string> addresses)
        => publicKey is null ? addresses : addresses.Append(publicKey);
}
