using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Host;

/// <summary>Runs the agent's loop and everyone who feeds it. If one of them fails, the daemon ends and is started anew by its supervisor.</summary>
public sealed class DaemonService(
    DaemonOptions options,
    IKubernetesClient client,
    MeshAgent agent,
    AgentState state,
    AgentWorkers workers,
    PeerReader reader,
    AddressReader owners,
    StrayTrap strays,
    DatagramInbox inbox,
    SleepTraps traps,
    RelayForwarder forwarder,
    TokenRenewer tokens,
    RuntimeMetrics metrics,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<DaemonService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What WireGuard does now is read before anything is ordered, or a restart would undo it.
        try
        {
            state.Restore(await workers.Device.ReadAsync(stoppingToken), TimeSpan.Zero);
            await RunAsync(stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            logger.Failed(error);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        // The first part that ends takes the others with it.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var end = ends.Token;
        var informer = new Informer<MeshNode>(
            client, Resources.MeshNodes, new ListQuery { FieldSelector = $"metadata.name={options.NodeName}" }, time, logger, new Random(), metrics, yields: true);
        inbox.Bind(agent.Post);
        forwarder.Bind(agent.Post);
        traps.Bind(agent.Post);
        using var changes = new AddressChanges(() => agent.Post(new AgentEvent.AddressesChanged()));
        var ownNode = new OwnNodeWatch(client, informer, options, time);
        Task[] running =
        [
            agent.RunAsync(end),
            informer.RunAsync(end),
            ownNode.RunAsync(node => agent.Post(new AgentEvent.OwnNodeChanged(node)), end),
            workers.Device.RunAsync(agent.Post, end),
            workers.Reporter.RunAsync(end),
            workers.Heartbeat.RunAsync(end),
            workers.Saver.RunAsync(end),
            workers.PortMapping.RunAsync(agent.Post, end),
            workers.Turn.RunAsync(agent.Post, end),
            workers.Hellos.RunAsync(agent.Post, end),
            workers.Lane.RunAsync(end),
            workers.Resolver.RunAsync(servers => agent.Post(new AgentEvent.ServersResolved(servers)), end),
            workers.Behavior.RunAsync(report => agent.Post(new AgentEvent.NatMeasured(report)), end),
            workers.Prober.RunAsync(agent.Post, end),
            workers.Forwarding.RunAsync(agent.Post, end),
            strays.RunAsync(agent.Post, end),
            owners.RunAsync(agent.Post, end),
            tokens.RunAsync(end),
            reader.RunAsync((name, node) => agent.Post(new AgentEvent.PeerRead(name, node)), end),
        ];
        logger.Started(options.NodeName);
        var ended = await Task.WhenAny(running);
        await ends.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended;

        // Some parts end quietly when they are told to, and may be the first.
        if (!stoppingToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("a part of the daemon ended without being told to");
        }
    }
}
