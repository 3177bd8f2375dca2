using System.Threading.Channels;

namespace MeshGate.Operator.Topology;

/// <summary>
/// One key for any number of signals: held until none came for a while, but never longer than a limit, so that a burst costs one
/// plan and a steady stream does not starve it. One waiter at a time.
/// </summary>
public sealed class CoalescingTrigger(TimeProvider time, TimeSpan quiet, TimeSpan limit)
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for another round.</summary>
    public void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>Completes when a round is due.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _signals.Reader.ReadAsync(cancellationToken);
        long first = time.GetTimestamp();
        while (true)
        {
            TimeSpan left = limit - time.GetElapsedTime(first);
            if (left <= TimeSpan.Zero || !await IsSignalledWithinAsync(left < quiet ? left : quiet, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> IsSignalledWithinAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
