using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Operator.Caching;

namespace MeshGate.Operator.Events;

/// <summary>
/// Tells people by Events, on the nodes, what became of their paths: punched, relayed and why, failed over, recovered, lost. Daemons may not
/// write Events; the operator reads the news off their reports. News of one node are gathered until it has been quiet for
/// <see cref="Quiet"/>, and peers of which the same is to be said share one Event. However many nodes have news, no more than
/// <see cref="Burst"/> Events are told at once and then one a second: the status says the same.
/// </summary>
public sealed class PathEvents(EntityCache<MeshNode> nodes, ILeadership leadership, EventQueue events, TimeProvider time)
{
    /// <summary>For how long a node has to have no news before what it had is told.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>The longest that news wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>How many Events may be told at once.</summary>
    public const int Burst = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Gathered> _gathered = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private double _tokens = Burst;
    private TimeSpan _filledAt;

    /// <summary>Tells until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using IDisposable subscription = nodes.Subscribe(change =>
            {
                if (change is { Old: { } before, New: { } after } && before.Metadata.Uid == after.Metadata.Uid && leadership.IsLeader)
                {
                    Gather(before, after);
                }
            });
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Tell();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
    }

    private void Gather(MeshNode before, MeshNode after)
    {
        if (PathNews.Between(before, after) is not { Count: > 0 } news)
        {
            return;
        }

        lock (_gate)
        {
            TimeSpan now = time.GetElapsedTime(_start);
            if (!_gathered.TryGetValue(after.Metadata.Name, out Gathered? gathered))
            {
                _gathered.Add(after.Metadata.Name, gathered = new Gathered(now));
            }

            (gathered.Node, gathered.LastAt) = (after, now);
            gathered.News.AddRange(news);
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            TimeSpan now = time.GetElapsedTime(_start);
            _tokens = Math.Min(Burst, _tokens + (now - _filledAt).TotalSeconds);
            _filledAt = now;
            foreach ((string name, Gathered gathered) in _gathered.Where(item => now - item.Value.LastAt >= Quiet || now - item.Value.Since >= Longest).ToList())
            {
                _gathered.Remove(name);
                foreach (var same in gathered.News.GroupBy(news => (news.Type, news.Reason, news.What)))
                {
                    if (_tokens >= 1)
                    {
                        _tokens--;
                        events.Tell(gathered.Node!, same.Key.Type, same.Key.Reason, PathNews.Sentence(same.Key.What, [.. same.Select(news => news.Peer).Distinct().Order(StringComparer.Ordinal)]));
                    }
                }
            }
        }
    }

    private sealed class Gathered(TimeSpan since)
    {
        public TimeSpan Since => since;

        public TimeSpan LastAt { get; set; }

        public MeshNode? Node { get; set; }

        public List<PathNews> News { get; } = [];
    }
}
