using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;

namespace MeshGate.Lab.Swarm.Observing;

/// <summary>Watches all MeshNodes and keeps account of who writes what, and when. It is one more client than a mesh has.</summary>
public sealed class SwarmObserver : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeTrack> _nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _writes = new(StringComparer.Ordinal);
    private readonly Informer<ObservedNode> _informer;
    private readonly IDisposable _subscription;
    private readonly TimeProvider _time;
    private readonly Func<string, bool> _isOurs;
    private readonly long _start;
    private long _events;
    private long _operatorWrites;
    private long _daemonWrites;
    private TimeSpan _lastOperatorWrite;
    private TimeSpan _lastAssignment;

    /// <summary>Makes an observer; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="client">The API.</param>
    /// <param name="isOurs">Whether a name belongs to the swarm; what happens to others counts as an event alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told of interruptions.</param>
    public SwarmObserver(IKubernetesClient client, Func<string, bool> isOurs, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        _isOurs = isOurs;
        _time = time;
        _start = time.GetTimestamp();
        _informer = new Informer<ObservedNode>(client, ObservedNode.Resource, new ListQuery(), time, logger, new Random(0));
        _subscription = _informer.Subscribe(Take);
    }

    /// <summary>Completes when the MeshNodes that exist are known.</summary>
    public Task Synced => _informer.Synced;

    /// <summary>The time since the observer was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>A moment by the clock's own count, as the time since the observer was made.</summary>
    public TimeSpan At(long timestamp) => _time.GetElapsedTime(_start, timestamp);

    /// <summary>The totals so far.</summary>
    public ObservedTotals Totals
    {
        get
        {
            lock (_gate)
            {
                return new ObservedTotals(_events, _operatorWrites, _daemonWrites, _lastOperatorWrite, _lastAssignment);
            }
        }
    }

    /// <summary>How often each kind of write was seen, by author and fields.</summary>
    public IReadOnlyDictionary<string, int> Writes
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, int>(_writes, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _informer.RunAsync(cancellationToken);

    /// <summary>Looks at the swarm's nodes while none of them changes.</summary>
    public T Read<T>(Func<IReadOnlyDictionary<string, NodeTrack>, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (_gate)
        {
            return read(_nodes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Take(InformerChange<ObservedNode> change)
    {
        var name = (change.New ?? change.Old)!.Metadata.Name;
        var now = Now;
        lock (_gate)
        {
            _events++;
            if (!_isOurs(name))
            {
                return;
            }

            if (change.New is not { } node)
            {
                _nodes.Remove(name);
            }
            else if (!_nodes.TryGetValue(name, out var track))
            {
                _nodes[name] = new NodeTrack(node, now);
            }
            else
            {
                Count(track, track.Follow(node, now), now);
            }
        }
    }

    private void Count(NodeTrack track, ObservedWrite write, TimeSpan now)
    {
        var what = $"{write.Author}: {write.What}";
        _writes[what] = _writes.GetValueOrDefault(what) + 1;
        _lastAssignment = track.AssignedAt == now ? now : _lastAssignment;
        switch (write.Author)
        {
            case WriteAuthor.Operator:
                _operatorWrites++;
                _lastOperatorWrite = now;
                break;
            case WriteAuthor.Daemon:
                _daemonWrites++;
                break;
        }
    }
}
