using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Kubernetes.Connection;

/// <summary>Makes the HTTP transport: TLS with the connection's authorities, and a dead peer noticed within a minute.</summary>
internal static class KubernetesTransport
{
    /// <summary>Makes the handler; nothing is opened yet.</summary>
    /// <param name="connection">Where to and as whom.</param>
    /// <param name="connections">Watches over what is opened.</param>
    public static SocketsHttpHandler Create(KubernetesConnection connection, AddressBoundConnections connections)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, connections, cancellationToken),
            EnableMultipleHttp2Connections = true,

            // A connection that the network has forgotten is noticed by its silence alone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseCookies = false,
            UseProxy = false,
        };

        handler.SslOptions = TlsOptions(connection);
        return handler;
    }

    private static SslClientAuthenticationOptions TlsOptions(KubernetesConnection connection)
    {
        var options = new SslClientAuthenticationOptions();
        if (connection.SkipTlsVerification)
        {
#pragma warning disable CA5359 // Asked for in so many words by insecure-skip-tls-verify.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (connection.CertificateAuthorities is { } authorities)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(authorities);
            options.CertificateChainPolicy = policy;
        }

        if (connection.ClientCertificate is { } certificate)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        return options;
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, AddressBoundConnections connections, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // HTTP/1.1 has no pings: TCP's own keepalive finds a half-open connection (30 s + 3 * 10 s).
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return connections.Watch(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
