using System.Threading.Channels;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Watching;

/// <summary>
/// One open watch: first what it missed, then what happens. A watcher that falls behind by more than its queue holds is closed, so
/// that it resumes with a new watch instead of holding up the server.
/// </summary>
public sealed class Watcher
{
    private const int QueueLength = 4096;

    private readonly long _after;
    private readonly Channel<StoreEvent> _queue =
        Channel.CreateBounded<StoreEvent>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    /// <summary>Makes a watcher.</summary>
    /// <param name="scope">What it watches.</param>
    /// <param name="backlog">What it missed, oldest first.</param>
    /// <param name="wantsBookmarks">Whether the client asked for bookmarks.</param>
    /// <param name="after">The version that the client knows already: only what is later is told, bookmarks too.</param>
    public Watcher(WatchScope scope, IReadOnlyList<StoreEvent> backlog, bool wantsBookmarks, long after = 0)
    {
        Scope = scope;
        _after = after;
        Backlog = backlog;
        WantsBookmarks = wantsBookmarks;
    }

    /// <summary>What it watches.</summary>
    public WatchScope Scope { get; }

    /// <summary>What it missed, oldest first.</summary>
    public IReadOnlyList<StoreEvent> Backlog { get; }

    /// <summary>Whether the client asked for bookmarks.</summary>
    public bool WantsBookmarks { get; }

    /// <summary>What happens from now on; completed when the watch ends.</summary>
    public ChannelReader<StoreEvent> Events => _queue.Reader;

    /// <summary>Queues an event, or closes the watch if the queue is full.</summary>
    public void Offer(StoreEvent change)
    {
        bool isKnown = change.Type != StoreEventType.Expired && change.ResourceVersion <= _after;
        if (!isKnown && !_queue.Writer.TryWrite(change))
        {
            _queue.Writer.TryComplete();
        }
    }

    /// <summary>Ends the watch after what is queued.</summary>
    public void Complete() => _queue.Writer.TryComplete();
}
