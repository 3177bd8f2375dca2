using System.Threading.Channels;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>Reads peers' MeshNodes for their candidates: one GET a peer at a time, few at once, at most <see cref="RequestsPerSecond"/>.</summary>
public sealed class PeerReader(IKubernetesClient client, TimeProvider time, ILogger<PeerReader> logger)
{
    /// <summary>The most requests a second.</summary>
    public const int RequestsPerSecond = 50;

    private readonly Channel<string> _names = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> _queued = [];

    /// <summary>Asks for a peer's MeshNode; asking again before it was read changes nothing.</summary>
    public void Request(string name)
    {
        lock (_queued)
        {
            if (_queued.Add(name))
            {
                _names.Writer.TryWrite(name);
            }
        }
    }

    /// <summary>Reads until cancelled. What cannot be read is told as null; the check list asks again later.</summary>
    public async Task RunAsync(Action<string, MeshNode?> onRead, CancellationToken cancellationToken)
    {
        await foreach (var name in _names.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_queued)
            {
                _queued.Remove(name);
            }

            onRead(name, await ReadAsync(name, cancellationToken));
            await Task.Delay(TimeSpan.FromSeconds(1.0 / RequestsPerSecond), time, cancellationToken);
        }
    }

    private async Task<MeshNode?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), cancellationToken);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException or TimeoutException or ArgumentException)
        {
            logger.PeerUnreadable(name, error.Message);
            return null;
        }
    }
}
