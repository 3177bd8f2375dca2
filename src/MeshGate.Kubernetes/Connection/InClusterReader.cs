using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Kubernetes.Connection;

/// <summary>Reads what the kubelet mounts into every pod.</summary>
internal static class InClusterReader
{
    public const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static KubernetesConnection Read(Func<string, string?> environment, string directory)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var portNumber))
        {
            throw new KubernetesConfigurationException(
                "not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; name a kubeconfig file instead");
        }

        var token = Path.Combine(directory, "token");
        if (!File.Exists(token))
        {
            throw new KubernetesConfigurationException($"{token}: no such file; the pod needs a service account token");
        }

        var authority = Path.Combine(directory, "ca.crt");
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(authority);
            var bracketed = IPAddress.TryParse(host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                ? $"[{address}]"
                : host;
            return new KubernetesConnection
            {
                Server = new Uri($"https://{bracketed}:{portNumber}"),
                CertificateAuthorities = authorities,
                BearerTokenFile = token,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or UriFormatException)
        {
            throw new KubernetesConfigurationException($"{authority}: {e.Message}", e);
        }
    }
}
