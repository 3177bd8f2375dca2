using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Kubernetes.Connection;

/// <summary>Where the API server is, how to know that it is the right one, and how to show who we are.</summary>
public sealed record KubernetesConnection
{
    /// <summary>The API server's address; a path in it is kept as a prefix.</summary>
    public required Uri Server { get; init; }

    /// <summary>The certificate authorities to trust in place of the system's; null for the system's.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>Accepts any server certificate. For experiments only.</summary>
    public bool SkipTlsVerification { get; init; }

    /// <summary>The name to expect in the server's certificate (and to send as SNI and Host), where it differs from the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>A bearer token. <see cref="BearerTokenFile"/> wins where both are set.</summary>
    public string? BearerToken { get; init; }

    /// <summary>A file that holds a bearer token; read again once a minute, because Kubernetes rotates it.</summary>
    public string? BearerTokenFile { get; init; }

    /// <summary>Asked before each request who we are; null for a connection that knows. Wins over both tokens: for credentials that a program hands out and that end.</summary>
    public Func<CancellationToken, Task<AuthenticationHeaderValue>>? Authentication { get; init; }

    /// <summary>A client certificate with its private key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Reads the current context of a kubeconfig file. Relative paths in it count from its directory.</summary>
    /// <exception cref="KubernetesConfigurationException">The file cannot be read, lacks a field or needs what is not supported; names the field.</exception>
    public static KubernetesConnection FromKubeconfig(string path) => KubeconfigReader.Read(path);

    /// <summary>The connection of a pod: its service account's token and authority, and the API server's address from the environment.</summary>
    /// <exception cref="KubernetesConfigurationException">This is no pod, or its service account is not mounted.</exception>
    public static KubernetesConnection InCluster()
        => InClusterReader.Read(Environment.GetEnvironmentVariable, InClusterReader.ServiceAccountDirectory);

    /// <summary>The server's address; never a credential.</summary>
    public override string ToString() => Server.ToString();
}
