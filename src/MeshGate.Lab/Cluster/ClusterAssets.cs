namespace MeshGate.Lab.Cluster;

/// <summary>Where the programs of a real Kubernetes API are: kube-apiserver and etcd.</summary>
/// <param name="Folder">The folder of both.</param>
public sealed record ClusterAssets(string Folder)
{
    private const string Conventional = "/usr/local/kubebuilder/bin";
    private const string Built = "kube-apiserver-1.20.2";

    /// <summary>What to do where they are missing.</summary>
    public const string Hint = "kube-apiserver and etcd (set KUBEBUILDER_ASSETS, or run scripts/kube-apiserver)";

    /// <summary>The API server.</summary>
    public string KubeApiServer => Path.Combine(Folder, "kube-apiserver");

    /// <summary>Its database.</summary>
    public string Etcd => Path.Combine(Folder, "etcd");

    /// <summary>
    /// Finds them where envtest does, in <c>KUBEBUILDER_ASSETS</c> or <c>/usr/local/kubebuilder/bin</c>, else where
    /// <c>scripts/kube-apiserver</c> has put them. Null when there are none; a KUBEBUILDER_ASSETS without them is not passed over.
    /// </summary>
    public static ClusterAssets? Find() => Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } named
        ? Whole(named)
        : Whole(Conventional) ?? Whole(Path.Combine(Cache(), Built));

    private static ClusterAssets? Whole(string folder)
    {
        var assets = new ClusterAssets(folder);
        return File.Exists(assets.KubeApiServer) && File.Exists(assets.Etcd) ? assets : null;
    }

    private static string Cache()
    {
        if (Environment.GetEnvironmentVariable("MESHGATE_CACHE") is { Length: > 0 } own)
        {
            return own;
        }

        var shared = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".cache");
        return Path.Combine(shared, "meshgate");
    }
}
