using System.Collections.Concurrent;
using System.Net;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;

namespace MeshGate.Probing;

/// <summary>
/// Asks STUN servers from one socket, several at once. Only what carries the id of a question in flight and comes from whom it
/// must come from is looked at; everything else is dropped.
/// </summary>
public sealed class StunSocket : IAsyncDisposable
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 100, 200, 400, 800 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<TransactionId, (IPEndPoint? From, TaskCompletionSource<ProbeDatagram> Arrived)> _awaited = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IProbeSocket _socket;
    private readonly TimeProvider _time;
    private readonly Task _receiving;

    /// <summary>Takes a socket over.</summary>
    public StunSocket(IProbeSocket socket, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(socket);
        (_socket, _time) = (socket, time);
        _receiving = ReceiveAsync(_end.Token);
    }

    /// <summary>The local port.</summary>
    public int Port => _socket.Port;

    /// <summary>Asks, again after 100, 300, 700 and 1500 ms, and waits for the answer.</summary>
    /// <returns>The answer; null when none came in time, or one that cannot be read.</returns>
    public Task<StunReply?> AskAsync(StunQuestion question, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return AskForAsync(question, this, patience, cancellationToken);
    }

    /// <summary>Asks from here for an answer that goes to another socket.</summary>
    public async Task<StunReply?> AskForAsync(StunQuestion question, StunSocket receiver, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(receiver);
        var id = RandomTransactions.Next();
        var request = new byte[BindingCodec.MaxRequestLength];
        var length = BindingCodec.EncodeRequest(request, id, question.Wish ?? BindingWish.None);
        var sent = 0L;
        var arrived = await receiver.AwaitAsync(
            id,
            question.Answerer ?? question.To,
            () =>
            {
                sent = _time.GetTimestamp();
                _socket.TrySend(question.To, request.AsSpan(0, length));
            },
            patience,
            cancellationToken);
        return arrived is not null && BindingCodec.TryReadResponse(arrived.Bytes.Span, out var response)
            ? new StunReply(arrived.From, response, _time.GetElapsedTime(sent))
            : null;
    }

    /// <summary>Sends a request to another socket of this machine, by an outside address, and says whether it arrived.</summary>
    public async Task<bool> ReachAsync(StunSocket receiver, IPEndPoint outside, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var id = RandomTransactions.Next();
        var request = new byte[BindingCodec.RequestLength];
        BindingCodec.EncodeRequest(request, id);

        // Whence it seems to come is the NAT's doing and cannot be told beforehand; nobody else knows the id.
        return await receiver.AwaitAsync(id, null, () => _socket.TrySend(outside, request), patience, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task<ProbeDatagram?> AwaitAsync(TransactionId id, IPEndPoint? from, Action send, TimeSpan patience, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource<ProbeDatagram>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[id] = (from, arrived);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var start = _time.GetTimestamp();
            for (var i = 0; ; i++)
            {
                send();
                var left = patience - _time.GetElapsedTime(start);
                left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                var pause = i < Pauses.Length && Pauses[i] < left ? Pauses[i] : left;
                if (await Task.WhenAny(arrived.Task, Task.Delay(pause, _time, done.Token)) == arrived.Task)
                {
                    return await arrived.Task;
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (pause == left)
                {
                    // Whoever was late may have been this process: what has long arrived is still to be read.
                    return await Task.WhenAny(arrived.Task, Task.Delay(Grace, _time, done.Token)) == arrived.Task ? await arrived.Task : null;
                }
            }
        }
        finally
        {
            _awaited.TryRemove(id, out _);
            await done.CancelAsync();
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var datagram = await _socket.ReceiveAsync(cancellationToken);
            if (TryReadId(datagram.Bytes.Span, out var id)
                && _awaited.TryGetValue(id, out var awaited)
                && (awaited.From is null || awaited.From.Equals(datagram.From)))
            {
                awaited.Arrived.TrySetResult(datagram);
            }
        }
    }

    private static bool TryReadId(ReadOnlySpan<byte> datagram, out TransactionId id)
    {
        var isStun = StunMessageParser.TryParse(datagram, out var message, out _);
        id = isStun ? message.TransactionId : default;
        return isStun;
    }
}
