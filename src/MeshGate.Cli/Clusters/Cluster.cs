using System.ComponentModel;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using YamlDotNet.Core;

namespace MeshGate.Cli.Clusters;

/// <summary>
/// A cluster found as kubectl finds it: the file named; else those of the environment's <c>KUBECONFIG</c>, merged; else <c>~/.kube/config</c>;
/// else the pod's own cluster. Credentials may come from a program (exec plugins), which is asked anew when they end.
/// </summary>
internal sealed class Cluster : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly Lazy<k8s.Kubernetes> _api;
    private readonly Lazy<KubernetesHttpClient> _mesh;

    private Cluster(KubernetesClientConfiguration configuration)
    {
        Configuration = configuration;
        _api = new Lazy<k8s.Kubernetes>(() => new k8s.Kubernetes(configuration));
        _mesh = new Lazy<KubernetesHttpClient>(() => CreateMesh(configuration));
    }

    /// <summary>How the cluster is reached.</summary>
    public KubernetesClientConfiguration Configuration { get; }

    /// <summary>A client of every kind of object.</summary>
    public k8s.Kubernetes Api => _api.Value;

    /// <summary>A client of MeshGate's own, read as daemon and operator read them.</summary>
    public KubernetesHttpClient Mesh => _mesh.Value;

    /// <summary>Finds it.</summary>
    /// <param name="kubeconfig">The file that was named; null for none.</param>
    /// <param name="context">The context that was named; null for the current one.</param>
    /// <exception cref="KubernetesConfigurationException">There is none, or it cannot be read.</exception>
    public static Cluster Find(FileInfo? kubeconfig, string? context)
    {
        try
        {
            KubernetesClientConfiguration configuration = FilesOf(kubeconfig) is { Length: > 0 } files
                ? FromFiles(files, context)
                : InCluster(context);
            configuration.HttpClientTimeout = RequestTimeout;
            configuration.UserAgent = UserAgent;
            return new Cluster(configuration);
        }
        catch (Exception e) when (e is KubeConfigException or YamlException or CryptographicException or Win32Exception or IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            throw new KubernetesConfigurationException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }

        if (_mesh.IsValueCreated)
        {
            _mesh.Value.Dispose();
        }
    }

    private static string UserAgent { get; } = $"meshgate/{typeof(Cluster).Assembly.GetName().Version?.ToString(3)}";

    private static FileInfo[] FilesOf(FileInfo? named)
    {
        if (named is not null)
        {
            return [named];
        }

        if (Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } listed)
        {
            // As kubectl has it: a file of the list that is not there is none, unless it is the only one.
            return [.. listed.Select(path => new FileInfo(path)).Where(file => file.Exists || listed.Length == 1)];
        }

        var home = new FileInfo(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config"));
        return home.Exists ? [home] : [];
    }

    private static KubernetesClientConfiguration FromFiles(FileInfo[] files, string? context)
    {
        K8SConfiguration read = KubeconfigFiles.Read(files);
        if (context is null && read.CurrentContext is null or "")
        {
            throw new KubernetesConfigurationException($"{string.Join(", ", files.Select(file => file.FullName))}: current-context is empty; name one with --context");
        }

        return KubernetesClientConfiguration.BuildConfigFromConfigObject(read, context);
    }

    private static KubernetesClientConfiguration InCluster(string? context)
        => context is not null ? throw new KubernetesConfigurationException($"--context {context}: there is no kubeconfig file")
            : KubernetesClientConfiguration.IsInCluster() ? KubernetesClientConfiguration.InClusterConfig()
            : throw new KubernetesConfigurationException("no cluster is named: give --kubeconfig, set KUBECONFIG, or put a kubeconfig file at ~/.kube/config");

    private static KubernetesHttpClient CreateMesh(KubernetesClientConfiguration configuration)
    {
        ITokenProvider? tokens = configuration.TokenProvider;
        X509Certificate2? certificate = ClientCertificate.Read(configuration);
        var connection = new KubernetesConnection
        {
            Server = new Uri(configuration.Host),
            CertificateAuthorities = configuration.SslCaCerts is { Count: > 0 } authorities ? authorities : null,
            SkipTlsVerification = configuration.SkipTlsVerify,
            TlsServerName = configuration.TlsServerName is { Length: > 0 } name ? name : null,
            BearerToken = configuration.AccessToken is { Length: > 0 } token ? token : null,
            Authentication = tokens is null ? null : tokens.GetAuthenticationHeaderAsync,
            ClientCertificate = certificate,
        };
        return new KubernetesHttpClient(
            connection, TimeProvider.System, new Random(), new KubernetesClientOptions { UserAgent = UserAgent, RequestTimeout = RequestTimeout, MaxRetries = 1 });
    }
}
