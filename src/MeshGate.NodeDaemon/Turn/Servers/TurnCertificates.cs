using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Core.Addressing;

namespace MeshGate.NodeDaemon.Turn.Servers;

/// <summary>How a TURN server's certificate is judged.</summary>
internal static class TurnCertificates
{
    /// <summary>The name must be right, and the authority one of the order's or, where it names none, of the system's.</summary>
    public static SslClientAuthenticationOptions OptionsFor(TurnServerOrder order)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = order.ServerName ?? (HostEndpoint.TryParse(order.Address, out var endpoint) ? endpoint.Host : order.Address),
        };
        if (order.CaCertificate is { } pem)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(pem);
        }

        return options;
    }
}
