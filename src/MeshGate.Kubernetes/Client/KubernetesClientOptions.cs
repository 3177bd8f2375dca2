namespace MeshGate.Kubernetes.Client;

/// <summary>How <see cref="KubernetesHttpClient"/> behaves. The defaults suit daemon and operator.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Product and version; the API server names field managers after what stands before the slash.</summary>
    public string UserAgent { get; init; } = "meshgate/0.1.0";

    /// <summary>The longest that one attempt of a call other than a watch may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried again.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The delay before the first retry; doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest Retry-After that is waited for here; a longer one goes to the caller.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Requests a second, retries and opened watches included, once <see cref="RequestBurst"/> is spent; 0 for no limit. What protects the
    /// server is its own priority and fairness; this only keeps a fault here from becoming a flood.
    /// </summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Requests that may be sent at once after a quiet time.</summary>
    public int RequestBurst { get; init; } = 100;

    /// <summary>The shortest time after which the server is asked to close a watch.</summary>
    public TimeSpan MinWatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest time after which the server is asked to close a watch.</summary>
    public TimeSpan MaxWatchTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A watch silent for longer is given up. Servers send bookmarks about once a minute.</summary>
    public TimeSpan WatchSilence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The largest answer, in bytes, that is read.</summary>
    public int MaxResponseBytes { get; init; } = 128 << 20;

    /// <summary>The largest watch event, in bytes, that is read; etcd keeps no object above 1.5 MB.</summary>
    public int MaxEventBytes { get; init; } = 8 << 20;
}
