using System.Threading.Channels;

namespace MeshGate.Page.Serving;

/// <summary>One who watches the picture. Dispose of it to stop.</summary>
public sealed class PictureWatcher : IDisposable
{
    private readonly Channel<byte[]> _updates;
    private readonly Action<PictureWatcher> _forget;

    internal PictureWatcher(int backlog, Action<PictureWatcher> forget)
    {
        _updates = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(backlog) { SingleReader = true });
        _forget = forget;
    }

    /// <summary>The whole picture, then what changed, each as JSON; ends where this one did not keep up, or the feed ends.</summary>
    public ChannelReader<byte[]> Updates => _updates.Reader;

    /// <inheritdoc/>
    public void Dispose() => _forget(this);

    /// <summary>Tells an update; false, and the end, where too many wait already.</summary>
    internal bool Tell(byte[] update)
    {
        if (_updates.Writer.TryWrite(update))
        {
            return true;
        }

        End();
        return false;
    }

    /// <summary>Ends it.</summary>
    internal void End() => _updates.Writer.TryComplete();
}
