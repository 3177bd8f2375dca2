using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace MeshGate.Cli.Clusters;

/// <summary>The certificate by which a person shows the API server who they are.</summary>
internal static class ClientCertificate
{
    /// <summary>Reads it with its private key; null where there is none.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is none, or the key is another's.</exception>
    public static X509Certificate2? Read(KubernetesClientConfiguration configuration)
    {
        string? certificate = Text(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        string? key = Text(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        if (certificate is null || key is null)
        {
            return null;
        }

        var read = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
        {
            return read;
        }

        // Windows' TLS takes no key that is in memory alone.
        using (read)
        {
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static string? Text(string? data, string? file)
        => data is { Length: > 0 } ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : file is { Length: > 0 } ? File.ReadAllText(file) : null;
}
