using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshGate.Lab.Api.Tls;

/// <summary>
/// The server's certificate authority and certificate, made at the first start and kept in a directory. The authority stays, so that
/// kubeconfigs stay good; the server's certificate is made anew when it lacks an address or is about to expire.
/// </summary>
public sealed class ServerCertificates : IDisposable
{
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromDays(30);

    private ServerCertificates(X509Certificate2 authority, X509Certificate2 server)
    {
        AuthorityPem = authority.ExportCertificatePem() + "\n";
        Server = server;
    }

    /// <summary>The authority's certificate, PEM.</summary>
    public string AuthorityPem { get; }

    /// <summary>The server's certificate with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>Reads the certificates of a directory, or makes what is missing.</summary>
    /// <param name="directory">Where they are kept, made if it is missing; null keeps nothing.</param>
    /// <param name="addresses">The addresses that the server's certificate must bear.</param>
    /// <param name="now">The time that counts.</param>
    public static ServerCertificates Open(string? directory, IReadOnlyCollection<IPAddress> addresses, DateTimeOffset now)
    {
        var files = directory is null ? null : new CertificateFiles(directory);
        using X509Certificate2 authority = files?.Read("ca") ?? Keep(files, "ca", CreateAuthority(now));
        X509Certificate2? server = files?.Read("server");
        if (server is null || !Covers(server, addresses) || server.NotAfter - RenewalMargin < now.LocalDateTime || server.Issuer != authority.Subject)
        {
            server?.Dispose();
            server = Keep(files, "server", CreateServer(authority, addresses, now));
        }

        return new ServerCertificates(authority, server);
    }

    /// <inheritdoc/>
    public void Dispose() => Server.Dispose();

    private static X509Certificate2 Keep(CertificateFiles? files, string name, X509Certificate2 certificate)
    {
        files?.Write(name, certificate);
        return certificate;
    }

    private static bool Covers(X509Certificate2 server, IEnumerable<IPAddress> addresses)
    {
        X509SubjectAlternativeNameExtension? names = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is not null && !addresses.Except(names.EnumerateIPAddresses()).Any();
    }

    private static X509Certificate2 CreateAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=meshgate-lab-ca-{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - TimeSpan.FromHours(1), now + AuthorityLifetime);
    }

    private static X509Certificate2 CreateServer(X509Certificate2 authority, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=meshgate-lab-api", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        foreach (IPAddress address in addresses.Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Distinct())
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        DateTimeOffset end = new[] { now + ServerLifetime, new DateTimeOffset(authority.NotAfter) }.Min();
        using X509Certificate2 issued = request.Create(authority, now - TimeSpan.FromHours(1), end, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }
}
