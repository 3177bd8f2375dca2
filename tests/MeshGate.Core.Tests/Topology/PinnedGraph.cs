using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>Who is pinned to whom in a plan.</summary>
internal static class PinnedGraph
{
    /// <summary>The names in parts that hang together by pinned sessions when some nodes are gone.</summary>
    public static List<HashSet<string>> Parts(MeshPlan plan, Func<string, bool>? isGone = null)
    {
        var pinned = plan.Nodes.Where(node => node.Verdict.IsPeer && isGone?.Invoke(node.Name) != true).ToDictionary(node => node.Name, node => node.Assignment.Pinned);
        var parts = new List<HashSet<string>>();
        var seen = new HashSet<string>();
        foreach (string start in pinned.Keys.Where(name => !seen.Contains(name)))
        {
            var part = new HashSet<string> { start };
            var queue = new Queue<string>([start]);
            while (queue.TryDequeue(out string? name))
            {
                foreach (string next in pinned[name].Where(next => pinned.ContainsKey(next) && part.Add(next)))
                {
                    queue.Enqueue(next);
                }
            }

            seen.UnionWith(part);
            parts.Add(part);
        }

        return parts;
    }
}
