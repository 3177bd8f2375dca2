using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Turn.Servers;
using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>
/// TCP or TLS to a TURN server. What is sent waits in a bounded buffer and goes out in one write with what came meanwhile; when that is
/// full, packets are lost, as they would be on any slow link.
/// </summary>
internal sealed class StreamTurnLink : TurnLink
{
    private const int MaxWaiting = 256 * 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly SemaphoreSlim _filled = new(0, 1);
    private readonly Lock _gate = new();
    private byte[] _waiting = new byte[MaxWaiting];
    private byte[] _writing = new byte[MaxWaiting];
    private int _length;
    private bool _disposed;

    private StreamTurnLink(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <inheritdoc/>
    public override bool IsReliable => true;

    /// <summary>Connects, and shakes hands where TLS is wanted.</summary>
    public static async Task<TurnLink> OpenAsync(TurnEndpoint server, CancellationToken cancellationToken)
    {
        var socket = MakeSocket(server.Address, SocketType.Stream, ProtocolType.Tcp);
        Stream? stream = null;
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(server.Address, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: false);
            if (server.Order.Transport == TurnTransport.Tls)
            {
                var secure = new SslStream(stream);
                stream = secure;
                await secure.AuthenticateAsClientAsync(TurnCertificates.OptionsFor(server.Order), cancellationToken);
            }

            return new StreamTurnLink(socket, stream);
        }
        catch (Exception error)
        {
            stream?.Dispose();
            socket.Dispose();
            throw error switch
            {
                AuthenticationException => new IOException($"its certificate was not accepted ({error.Message})", error),
                IOException => new IOException($"the TLS handshake failed ({error.Message})", error),
                _ => error,
            };
        }
    }

    /// <inheritdoc/>
    public override bool TrySend(ReadOnlySpan<byte> message)
    {
        var padding = ChannelData.IsChannelData(message) ? ChannelData.PaddingOf(message.Length) : 0;
        lock (_gate)
        {
            if (_disposed || _length + message.Length + padding > MaxWaiting)
            {
                return false;
            }

            message.CopyTo(_waiting.AsSpan(_length));
            _waiting.AsSpan(_length + message.Length, padding).Clear();
            var wasEmpty = _length == 0;
            _length += message.Length + padding;
            if (wasEmpty)
            {
                _filled.Release();
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override void Receive(ITurnReceiver receiver)
    {
        _ = Task.Run(() => GuardAsync(ReadAsync(receiver), receiver), CancellationToken.None);
        _ = Task.Run(() => GuardAsync(WriteAsync(), receiver), CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _lifetime.Cancel();
        _socket.Dispose();
        _stream.Dispose();
    }

    private async Task ReadAsync(ITurnReceiver receiver)
    {
        var deframer = new TurnDeframer();
        while (true)
        {
            var read = await _stream.ReadAsync(deframer.Free, _lifetime.Token);
            if (read == 0)
            {
                throw new IOException("it closed the connection");
            }

            deframer.Received(read);
            while (deframer.TryNext(out var frame))
            {
                receiver.OnMessage(frame);
            }

            if (deframer.IsBroken)
            {
                throw new IOException("it sends something that is not TURN");
            }
        }
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            await _filled.WaitAsync(_lifetime.Token);
            int length;
            lock (_gate)
            {
                (_waiting, _writing) = (_writing, _waiting);
                length = _length;
                _length = 0;
            }

            await _stream.WriteAsync(_writing.AsMemory(0, length), _lifetime.Token);
        }
    }

    private async Task GuardAsync(Task running, ITurnReceiver receiver)
    {
        try
        {
            await running;
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or IOException or SocketException)
        {
            if (!_lifetime.IsCancellationRequested)
            {
                receiver.OnBroken(error is IOException { InnerException: null } ? error.Message : $"the connection broke ({error.Message})");
            }
        }
    }
}
