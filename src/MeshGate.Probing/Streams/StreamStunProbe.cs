using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;

namespace MeshGate.Probing.Streams;

/// <summary>Asks a server for a STUN Binding over TCP or TLS (RFC 8489, section 6.2.2): what a TURN server answers without credentials.</summary>
public sealed class StreamStunProbe(TimeProvider time)
{
    /// <summary>How long connecting, the handshake and the answer may take together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks once.</summary>
    /// <param name="server">The address.</param>
    /// <param name="tlsName">The name that the certificate must be for; null for plain TCP.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<StreamStunResult> AskAsync(IPEndPoint server, string? tlsName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, either.Token);
            await using Stream plain = new NetworkStream(socket);
            if (tlsName is null)
            {
                return await ExchangeAsync(plain, server, either.Token);
            }

            await using var tls = new SslStream(plain);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = tlsName }, either.Token);
            return await ExchangeAsync(tls, server, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StreamStunResult(null, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (AuthenticationException error)
        {
            return new StreamStunResult(null, $"its certificate is not accepted: {error.Message.TrimEnd('.')}");
        }
        catch (SocketException error)
        {
            return new StreamStunResult(null, error.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "the connection is refused",
                SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no route to it",
                _ => error.Message,
            });
        }
        catch (IOException)
        {
            return new StreamStunResult(null, "it closed the connection");
        }
    }

    private async Task<StreamStunResult> ExchangeAsync(Stream stream, IPEndPoint server, CancellationToken cancellationToken)
    {
        var id = RandomTransactions.Next();
        var buffer = new byte[StunConstants.MaxMessageLength];
        var length = BindingCodec.EncodeRequest(buffer, id);
        var sent = time.GetTimestamp();
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        await stream.ReadExactlyAsync(buffer.AsMemory(0, StunConstants.HeaderLength), cancellationToken);

        // The stream's framing is the header's own length, a stranger's word: what does not fit is no answer.
        length = StunConstants.HeaderLength + ((buffer[2] << 8) | buffer[3]);
        if (length > buffer.Length)
        {
            return new StreamStunResult(null, "it does not answer in STUN");
        }

        await stream.ReadExactlyAsync(buffer.AsMemory(StunConstants.HeaderLength, length - StunConstants.HeaderLength), cancellationToken);
        return BindingCodec.TryReadResponse(buffer.AsSpan(0, length), out var response) && response.Transaction == id
            ? new StreamStunResult(new StunReply(server, response, time.GetElapsedTime(sent)), response.Failure)
            : new StreamStunResult(null, "it does not answer in STUN");
    }
}
