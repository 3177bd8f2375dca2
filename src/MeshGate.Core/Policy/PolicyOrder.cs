using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>Which of several policies is the stronger: that of higher priority, then the older, then the first by name.</summary>
public static class PolicyOrder
{
    /// <summary>The policies, strongest first.</summary>
    public static ImmutableArray<PolicySnapshot> Sort(IEnumerable<PolicySnapshot> policies) =>
    [
        .. policies
            .OrderByDescending(policy => policy.Priority)
            .ThenBy(policy => policy.Created.CreatedAt)
            .ThenBy(policy => policy.Name, StringComparer.Ordinal),
    ];

    /// <summary>What becomes of one policy over nodes.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="policies">Every policy, in any order.</param>
    /// <param name="nodes">Every node's name and labels, in any order.</param>
    public static PolicyUse Examine(string name, IEnumerable<PolicySnapshot> policies, IEnumerable<(string Name, IReadOnlyDictionary<string, string> Labels)> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ImmutableArray<PolicySnapshot> stronger = [.. Sort(policies).TakeWhile(policy => policy.Name != name)];
        if (policies.FirstOrDefault(policy => policy.Name == name) is not { } policy)
        {
            return new PolicyUse(0, 0, []);
        }

        int matched = 0;
        int applied = 0;
        var shaped = new HashSet<string>(StringComparer.Ordinal);
        var conflicts = new SortedDictionary<string, (PolicyBlock Blocks, SortedSet<string> Nodes)>(StringComparer.Ordinal);
        foreach ((string node, IReadOnlyDictionary<string, string> labels) in nodes)
        {
            if (!policy.Selects(labels))
            {
                continue;
            }

            matched++;
            PolicyBlock left = policy.Blocks;
            foreach (PolicySnapshot other in stronger)
            {
                PolicyBlock taken = left & other.Blocks;
                if (taken == PolicyBlock.None || !other.Selects(labels))
                {
                    continue;
                }

                left &= ~taken;
                if (other.Priority == policy.Priority)
                {
                    (PolicyBlock blocks, SortedSet<string> names) = conflicts.TryGetValue(other.Name, out var known) ? known : (PolicyBlock.None, new SortedSet<string>(StringComparer.Ordinal));
                    names.Add(node);
                    conflicts[other.Name] = (blocks | taken, names);
                }
            }

            applied += left == PolicyBlock.None ? 0 : 1;
            if (left.HasFlag(PolicyBlock.Topology))
            {
                shaped.Add(node);
            }
        }

        return new PolicyUse(matched, applied, [.. conflicts.Select(conflict => new PolicyConflict(conflict.Key, conflict.Value.Blocks, [.. conflict.Value.Nodes]))]) { Shaped = shaped };
    }
}
