using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
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
    DatagramInbox inbox,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<DaemonService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What WireGuard does now is read before anything is ordered, or a restart would undo it.
        state.Restore(await workers.Device.ReadAsync(stoppingToken), TimeSpan.Zero);
        var informer = new Informer<MeshNode>(
            client, Resources.MeshNodes, new ListQuery { FieldSelector = $"metadata.name={options.NodeName}" }, time, logger, new Random());
        inbox.Bind(agent.Post);
        using var subscription = informer.Subscribe(change => agent.Post(new AgentEvent.OwnNodeChanged(change.New)));
        Task[] running =
        [
            agent.RunAsync(stoppingToken),
            informer.RunAsync(stoppingToken),
            workers.Device.RunAsync(agent.Post, stoppingToken),
            workers.Reporter.RunAsync(stoppingToken),
            workers.Heartbeat.RunAsync(stoppingToken),
            workers.Saver.RunAsync(stoppingToken),
            workers.Resolver.RunAsync(servers => agent.Post(new AgentEvent.ServersResolved(servers)), stoppingToken),
            reader.RunAsync((name, node) => agent.Post(new AgentEvent.PeerRead(name, node)), stoppingToken),
        ];
        logger.Started(options.NodeName);
        var ended = await Task.WhenAny(running);
        if (!stoppingToken.IsCancellationRequested)
        {
            logger.Failed(ended.Exception);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
