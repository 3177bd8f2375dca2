using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Lab.Tests.Api;

/// <summary>TLS that trusts one authority and no other.</summary>
public static class TrustedClient
{
    public static SslClientAuthenticationOptions Options(string authorityPem) => new()
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509Certificate2.CreateFromPem(authorityPem) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
