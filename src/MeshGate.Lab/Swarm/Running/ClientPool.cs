using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Lab.Swarm.Agents;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>
/// The HTTP clients of a swarm. Servers bound the streams of a connection, and one connection is read by one thread at a time: a few
/// dozen watches on each are quick and still far fewer connections than daemons.
/// </summary>
public sealed class ClientPool : IDisposable
{
    private readonly KubernetesHttpClient[] _clients;
    private readonly IKubernetesClient[] _counting;

    /// <summary>Makes the clients; nothing is sent yet.</summary>
    public ClientPool(KubernetesConnection connection, int size, RequestCounts counts, TimeProvider time, int seed)
    {
        var options = new KubernetesClientOptions { UserAgent = "meshgate-swarm", RequestTimeout = TimeSpan.FromMinutes(1) };
        _clients = [.. Enumerable.Range(0, size).Select(i => new KubernetesHttpClient(connection, time, new Random(HashCode.Combine(seed, i)), options))];
        _counting = [.. _clients.Select(client => new CountingClient(client, counts))];
    }

    /// <summary>The client that a daemon uses.</summary>
    public IKubernetesClient For(int index) => _counting[index % _counting.Length];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }
}
