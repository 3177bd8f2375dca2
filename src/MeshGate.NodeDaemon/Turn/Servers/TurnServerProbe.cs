using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn.Forwarding;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Turn.Servers;

/// <summary>Measures the way to a server: one STUN Binding over its own transport.</summary>
internal sealed class TurnServerProbe(TimeProvider time) : ITurnReceiver
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(250);

    private readonly TransactionId _transaction = RandomTransactions.Next();
    private readonly TaskCompletionSource<string?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The time from question to answer, without setting up the connection.</summary>
    /// <exception cref="IOException">There is no answer; the message is for a person.</exception>
    public async Task<TimeSpan> MeasureAsync(TurnEndpoint server, SocketPoller poller, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var link = await TurnLink.OpenAsync(server, poller, either.Token);
            link.Receive(this);
            var started = time.GetTimestamp();
            var request = new byte[BindingCodec.RequestLength];
            BindingCodec.EncodeRequest(request, _transaction);
            do
            {
                link.TrySend(request);
                await Task.WhenAny(_answer.Task, Task.Delay(link.IsReliable ? Limit : Repeat, time, either.Token));
                either.Token.ThrowIfCancellationRequested();
            }
            while (!_answer.Task.IsCompleted);
            return await _answer.Task is { } problem ? throw new IOException(problem) : time.GetElapsedTime(started);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("it does not answer");
        }
    }

    /// <inheritdoc/>
    public void OnMessage(ReadOnlySpan<byte> message)
    {
        // An error, too, is an answer: a server may refuse plain STUN.
        if (BindingCodec.TryReadResponse(message, out var response) && response.Transaction == _transaction)
        {
            _answer.TrySetResult(null);
        }
    }

    /// <inheritdoc/>
    public void OnDoubt() => _answer.TrySetResult("nobody listens there");

    /// <inheritdoc/>
    public void OnBroken(string sentence) => _answer.TrySetResult(sentence);
}
