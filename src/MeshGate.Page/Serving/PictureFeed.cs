using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using MeshGate.Page.Picture;

namespace MeshGate.Page.Serving;

/// <summary>
/// Keeps the picture of a mesh current and tells everybody who watches what changed: several changes at once, one after another's pause
/// at the soonest. One who does not keep up is let go, and begins anew with the whole picture.
/// </summary>
public sealed class PictureFeed
{
    /// <summary>The most who watch at once.</summary>
    public const int MostWatchers = 64;

    private const int Backlog = 32;
    private const int MostHappenings = 100;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly IMeshSource _source;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly HashSet<PictureWatcher> _watchers = [];
    private ImmutableQueue<Happening> _happenings = [];
    private MeshPicture _picture = MeshPicture.Empty;
    private bool _isConnected = true;
    private int _count;
    private long _revision;

    /// <summary>Makes the feed; <see cref="RunAsync"/> keeps it current.</summary>
    public PictureFeed(IMeshSource source, TimeProvider time) => (_source, _time) = (source, time);

    /// <summary>Completes with the first picture.</summary>
    public Task First => _first.Task;

    /// <summary>The whole picture as JSON.</summary>
    public byte[] Snapshot()
    {
        lock (_gate)
        {
            return Whole();
        }
    }

    /// <summary>Begins to watch, with the whole picture first; null where too many do.</summary>
    public PictureWatcher? Watch()
    {
        lock (_gate)
        {
            if (_watchers.Count >= MostWatchers)
            {
                return null;
            }

            var watcher = new PictureWatcher(Backlog, Forget);
            watcher.Tell(Whole());
            _watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Keeps the picture current until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _source.Ready.WaitAsync(cancellationToken);
            using IDisposable subscription = _source.Subscribe(() => _changes.Writer.TryWrite(true));
            while (true)
            {
                Look();
                _first.TrySetResult();
                await Task.Delay(Quiet, _time, cancellationToken);
                await WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
        finally
        {
            LetGo();
        }
    }

    /// <summary>Looks at the mesh once, and tells what changed.</summary>
    internal void Look()
    {
        MeshPicture next = PicturePainter.Paint(_source.Nodes(), _source.Routes());
        bool isConnected = _source.IsConnected;
        lock (_gate)
        {
            PictureUpdate update = PictureUpdate.Between(_picture, next, _revision + 1) with
            {
                Connected = isConnected,
                Happenings = _revision == 0 ? [] : Happenings.Between(_picture, next, _time.GetUtcNow()),
            };
            if (update.IsEmpty && isConnected == _isConnected && _revision > 0)
            {
                return;
            }

            (_picture, _isConnected, _revision) = (next, isConnected, _revision + 1);
            Remember(update.Happenings);
            byte[] text = JsonSerializer.SerializeToUtf8Bytes(update, PageJson.Default.PictureUpdate);
            _watchers.RemoveWhere(watcher => !watcher.Tell(text));
        }
    }

    // The watch of the API server may break without a change that would say so.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LookAgain, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look whether the watch still works.
        }
    }

    private void Remember(ImmutableArray<Happening> happenings)
    {
        foreach (Happening happening in happenings)
        {
            _happenings = _happenings.Enqueue(happening);
            _count++;
        }

        for (; _count > MostHappenings; _count--)
        {
            _happenings = _happenings.Dequeue();
        }
    }

    private byte[] Whole() => JsonSerializer.SerializeToUtf8Bytes(
        PictureUpdate.Between(MeshPicture.Empty, _picture, _revision) with { Full = true, Connected = _isConnected, Happenings = [.. _happenings] },
        PageJson.Default.PictureUpdate);

    private void Forget(PictureWatcher watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
        }
    }

    private void LetGo()
    {
        lock (_gate)
        {
            foreach (PictureWatcher watcher in _watchers)
            {
                watcher.End();
            }

            _watchers.Clear();
        }
    }
}
