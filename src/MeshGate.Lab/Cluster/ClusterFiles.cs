using System.Net;
using System.Security.Cryptography;
using MeshGate.Lab.Api.Tls;

namespace MeshGate.Lab.Cluster;

/// <summary>The files that a real API server needs, in a folder: its authority and certificate, the key of service accounts, the tokens.</summary>
public sealed class ClusterFiles
{
    private readonly string _folder;

    private ClusterFiles(string folder) => _folder = folder;

    /// <summary>The authority's certificate, PEM.</summary>
    public string Authority => In("ca.crt");

    /// <summary>The server's certificate, PEM.</summary>
    public string Certificate => In("server.crt");

    /// <summary>The key of the server's certificate, PEM.</summary>
    public string Key => In("server.key");

    /// <summary>The key that signs service accounts' tokens, PEM.</summary>
    public string ServiceAccountKey => In("service-accounts.key");

    /// <summary>The users and their tokens.</summary>
    public string Tokens => In("tokens.csv");

    /// <summary>Where etcd keeps its data.</summary>
    public string Data => In("etcd");

    /// <summary>Makes the files, for their owner alone.</summary>
    /// <param name="folder">Where to; it must exist.</param>
    /// <param name="addresses">What the server's certificate is good for, besides loopback.</param>
    /// <param name="users">Whom the server knows.</param>
    /// <param name="now">From when on the certificates are good.</param>
    public static ClusterFiles Create(string folder, IReadOnlyCollection<IPAddress> addresses, IEnumerable<ClusterUser> users, DateTimeOffset now)
    {
        var files = new ClusterFiles(folder);
        ServerCertificates.Open(folder, addresses, now).Dispose();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        OwnerFile.Write(files.ServiceAccountKey, key.ExportECPrivateKeyPem() + "\n");
        OwnerFile.Write(files.Tokens, string.Concat(users.Select(u => u.ToLine())));
        return files;
    }

    /// <summary>A file in the folder.</summary>
    internal string In(string name) => Path.Combine(_folder, name);
}
