using System.Net;
using System.Security.Cryptography;
using k8s.Models;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Swarm.Agents;
using MeshGate.Lab.Swarm.Machines;
using MeshGate.Lab.Swarm.Running;
using MeshGate.Traversal.Keys;

namespace MeshGate.Lab.Crowd;

/// <summary>
/// Many machines in one process, around one that is real. Towards the API each is a simulated daemon; towards the real one, a WireGuard
/// that answers. Among themselves they do not talk.
/// </summary>
internal sealed class CrowdRun(CrowdOptions options, TimeProvider time)
{
    /// <summary>The label that tells a crowd's MeshNodes from others.</summary>
    internal const string Label = MeshGateApi.Group + "/crowd";

    /// <summary>The first member's UDP port; the others' follow.</summary>
    private const int FirstPort = 20_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RelayInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly long _start = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits for the node, joins, and answers until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var clients = new ClientPool(options.Connection, 1 + (options.Peers / 100), new RequestCounts(), time, seed: 1);
        var peers = new List<CrowdPeer>();
        try
        {
            var node = await NodeKeyAsync(clients.For(0), cancellationToken);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = new List<Task>();
            for (var i = 0; i < options.Peers; i++)
            {
                var key = KeyAbove(node);
                var name = CrowdSpec.Member(options.Name, i + 1);
                var address = new IPEndPoint(options.Address, FirstPort + i);
                var peer = new CrowdPeer(name, key, node, address, Now);
                peers.Add(peer);
                running.Add(Task.Run(() => peer.RunAsync(() => Now, ends.Token), ends.Token));
                running.Add(await JoinAsync(MachineOf(name, key.PublicKey, address), clients.For(i), ends.Token));
            }

            running.Add(BeatAsync(peers, ends.Token));
            running.Add(MeetAsync(peers, clients.For(0), ends.Token));
            var first = await Task.WhenAny(running);
            await ends.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
            clients.Dispose();
        }
    }

    private async Task<PublicKey> NodeKeyAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var node = await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(options.Around), cancellationToken);
                if (PublicKey.TryParse(node?.Status?.Agent?.PublicKey, out var key))
                {
                    return key;
                }
            }
            catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
            {
                // The API, or the MeshNode, is not there yet.
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>The end with the smaller key begins; a member only answers.</summary>
    private static PrivateKey KeyAbove(PublicKey node)
    {
        while (true)
        {
            var key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));
            if (key.PublicKey > node)
            {
                return key;
            }

            key.Dispose();
        }
    }

    private static SimulatedMachine MachineOf(string name, PublicKey key, IPEndPoint address) => new(
        name,
        key.ToString(),
        Region.All[0],
        AccessLatency: TimeSpan.FromMilliseconds(0.1),
        Nat: null,
        ApplyTime: TimeSpan.FromMilliseconds(50),
        DiscoveryTime: TimeSpan.FromMilliseconds(100),
        [new Candidate { Type = CandidateType.Host, Address = address.ToString() }]);

    private async Task<Task> JoinAsync(SimulatedMachine machine, IKubernetesClient client, CancellationToken cancellationToken)
    {
        var node = new MeshNode
        {
            Metadata = new V1ObjectMeta { Name = machine.Name, Labels = new Dictionary<string, string> { [Label] = options.Name } },
            Status = null!,
        };
        try
        {
            await client.CreateAsync(Resources.MeshNodes, node, cancellationToken);
        }
        catch (KubernetesApiException taken) when (taken.Code == HttpStatusCode.Conflict)
        {
            // It was started before.
        }

        var agent = new SimulatedAgent(machine, new AgentOptions(1, MeshGateApi.DefaultNamespace), new AgentDirectory(), client, time);
        return Task.Run(() => agent.RunAsync(cancellationToken), cancellationToken);
    }

    private async Task MeetAsync(List<CrowdPeer> peers, IKubernetesClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var relays = await CrowdRelayList.ReadAsync(client, options.Around, cancellationToken);
                peers.ForEach(peer => peer.Meet(relays, Now));
            }
            catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
            {
                // What is known stays so.
            }

            await Task.Delay(RelayInterval, time, cancellationToken);
        }
    }

    private async Task BeatAsync(List<CrowdPeer> peers, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var peer in peers)
            {
                peer.Tick(Now);
            }
        }
    }
}
