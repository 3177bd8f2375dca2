using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Lab.Api.Tls;

/// <summary>Keeps certificates and their keys as PEM files, the keys for the owner alone.</summary>
public sealed class CertificateFiles
{
    private readonly string _directory;

    /// <summary>Opens a directory, made if it is missing.</summary>
    public CertificateFiles(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
    }

    /// <summary>Reads a certificate with its key; null if one of them is missing or unreadable.</summary>
    public X509Certificate2? Read(string name)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(PathOf(name, "crt"), PathOf(name, "key"));
        }
        catch (Exception failure) when (failure is IOException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Writes a certificate and its key, each whole or not at all.</summary>
    public void Write(string name, X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("the certificate has no key");
        OwnerFile.Write(PathOf(name, "key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        OwnerFile.Write(PathOf(name, "crt"), certificate.ExportCertificatePem() + "\n");
    }

    private string PathOf(string name, string extension) => Path.Combine(_directory, $"{name}.{extension}");
}
