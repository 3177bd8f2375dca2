using MeshGate.Lab.Swarm.Observing;
using MeshGate.Lab.Swarm.Reporting;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>
/// Adds or takes away one node of a mesh that stands, and finds out when that is in force everywhere: at daemons of this process by
/// asking them, since they report progress later; at others by their reports.
/// </summary>
public sealed class SwarmChange(
    SwarmFleet fleet, SwarmObserver observer, Func<string, TimeSpan, Func<bool>, CancellationToken, Task<bool>> until)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>After a change the mesh is left alone for so long, so that the next one is measured by itself.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>One more node joins.</summary>
    public async Task<ChangeFigures> JoinAsync(int index, CancellationToken cancellationToken)
    {
        var name = fleet.NameOf(index);
        var (before, start) = (observer.Totals, observer.Now);
        await fleet.JoinAsync(index, cancellationToken);
        var isDone = await until($"{name} to be in force at its peers", Patience, () => observer.Read(nodes => IsIn(nodes, name)), cancellationToken);
        await RestAsync(cancellationToken);
        return observer.Read(nodes =>
        {
            var own = nodes.GetValueOrDefault(name);
            var touched = own?.Members ?? new HashSet<string>();
            var end = isDone ? touched.Append(name).Select(peer => InForceAt(peer, nodes[peer])).Append(own!.FirstReadyAt).Max() : null;
            return Figures("join", name, touched.Count, before, start, end, own?.KeyToldAt);
        });
    }

    /// <summary>A node leaves.</summary>
    public async Task<ChangeFigures> LeaveAsync(int index, CancellationToken cancellationToken)
    {
        var name = fleet.NameOf(index);
        var touched = observer.Read(nodes => nodes.Where(node => node.Value.Members.Contains(name)).Select(node => node.Key).ToArray());
        var (before, start) = (observer.Totals, observer.Now);
        await fleet.LeaveAsync(index, cancellationToken);
        var isDone = await until($"{name} to be gone at its peers", Patience, () => observer.Read(nodes => IsOut(nodes, name, touched)), cancellationToken);
        await RestAsync(cancellationToken);
        var end = isDone ? observer.Read(nodes => touched.Where(nodes.ContainsKey).Select(peer => InForceAt(peer, nodes[peer])).Max() ?? start) : (TimeSpan?)null;
        return Figures("leave", name, touched.Length, before, start, end, null);
    }

    // The first of a segment has no peers: it is in force once it is Ready and stays alone.
    private bool IsIn(IReadOnlyDictionary<string, NodeTrack> nodes, string name) =>
        nodes.TryGetValue(name, out var own)
        && own is { IsReady: true, KeyToldAt: not null }
        && (own.Members.Count > 0 || observer.Now - own.SettledAt >= Rest)
        && InForceAt(name, own) is not null
        && own.Members.All(peer => nodes.TryGetValue(peer, out var track) && track.Members.Contains(name) && InForceAt(peer, track) is not null);

    private bool IsOut(IReadOnlyDictionary<string, NodeTrack> nodes, string name, string[] touched) =>
        !nodes.ContainsKey(name)
        && touched.All(peer => !nodes.TryGetValue(peer, out var track) || (!track.Members.Contains(name) && InForceAt(peer, track) is not null));

    // When what is ordered came into force; null while it is not.
    private TimeSpan? InForceAt(string name, NodeTrack track)
        => fleet.AppliedAt(name) is { } applied && applied.Revision == track.Revision ? observer.At(applied.Since) : track.AppliedAt;

    private ChangeFigures Figures(string kind, string name, int touched, ObservedTotals before, TimeSpan start, TimeSpan? end, TimeSpan? key)
    {
        var after = observer.Totals;
        return new ChangeFigures(
            kind,
            name,
            touched,
            end is { } done ? Math.Round((done - start).TotalSeconds, 3) : null,
            end - key is { } since ? Math.Round(since.TotalSeconds, 3) : null,
            after.OperatorWrites - before.OperatorWrites,
            after.DaemonWrites - before.DaemonWrites);
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        var start = observer.Now;
        await until("the mesh to rest", 2 * Rest, () => observer.Now - start >= Rest, cancellationToken);
    }
}
