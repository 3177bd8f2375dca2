using System.Globalization;
using System.Net;

namespace MeshGate.Lab.Cluster;

/// <summary>How etcd and kube-apiserver are called.</summary>
internal static class ServerCommands
{
    /// <summary>etcd, for clients on loopback alone.</summary>
    internal static IReadOnlyList<string> Etcd(ClusterAssets assets, ClusterFiles files, int port) =>
    [
        assets.Etcd,
        "--data-dir", files.Data,
        "--listen-client-urls", EtcdUrl(port),
        "--advertise-client-urls", EtcdUrl(port),
        "--listen-peer-urls", "http://127.0.0.1:0",
        "--logger", "zap",
        "--log-level", "warn",
    ];

    /// <summary>kube-apiserver with RBAC, users from a token file, and no insecure port.</summary>
    /// <param name="assets">The programs.</param>
    /// <param name="files">Its certificates, keys and tokens.</param>
    /// <param name="etcdPort">etcd's port on loopback.</param>
    /// <param name="listen">Where it listens.</param>
    /// <param name="advertised">The address that it believes to be reached at; it accepts none of loopback.</param>
    /// <param name="more">More arguments.</param>
    internal static IReadOnlyList<string> KubeApiServer(
        ClusterAssets assets, ClusterFiles files, int etcdPort, IPEndPoint listen, IPAddress advertised, IEnumerable<string> more) =>
    [
        assets.KubeApiServer,
        $"--etcd-servers={EtcdUrl(etcdPort)}",
        $"--bind-address={listen.Address}",
        string.Create(CultureInfo.InvariantCulture, $"--secure-port={listen.Port}"),
        $"--advertise-address={advertised}",

        // Nobody asks for the service "kubernetes", and its address could not be reached.
        "--endpoint-reconciler-type=none",
        $"--cert-dir={files.In("generated")}",
        $"--tls-cert-file={files.Certificate}",
        $"--tls-private-key-file={files.Key}",
        $"--token-auth-file={files.Tokens}",
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        $"--service-account-key-file={files.ServiceAccountKey}",
        $"--service-account-signing-key-file={files.ServiceAccountKey}",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--profiling=false",
        .. more,
    ];

    internal static string EtcdUrl(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
