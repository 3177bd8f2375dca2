using System.Collections.Concurrent;
using System.Globalization;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Swarm.Agents;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>The MeshNodes and daemons of a swarm: makes, starts, stops and deletes them.</summary>
public sealed class SwarmFleet(SwarmOptions options, ClientPool clients, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The label that tells a swarm's MeshNodes from others.</summary>
    public const string Label = MeshGateApi.Group + "/swarm";

    private readonly AgentDirectory _directory = new();
    private readonly AgentOptions _agent = new(options.Seed, options.Namespace);
    private readonly ConcurrentDictionary<string, (SimulatedAgent Agent, Task Running, CancellationTokenSource Ends)> _running = new(StringComparer.Ordinal);

    /// <summary>The name of the swarm's i-th MeshNode, counted from 1.</summary>
    public string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{options.Prefix}{index:D4}");

    /// <summary>Whether a name belongs to the swarm.</summary>
    public bool IsOurs(string name) => name.StartsWith(options.Prefix, StringComparison.Ordinal);

    /// <summary>What ended a daemon that nobody told to end; null when all run.</summary>
    public Exception? Failure => _running.Values.Select(agent => agent.Running.Exception?.GetBaseException()).FirstOrDefault(failure => failure is not null);

    /// <summary>The orders in force at a daemon of this process; null where there are none, or another process plays it.</summary>
    public AppliedOrders? AppliedAt(string name) => _running.TryGetValue(name, out var daemon) ? daemon.Agent.Applied : null;

    /// <summary>How many sessions the daemons have, each end by itself.</summary>
    public long Sessions => _running.Values.Sum(agent => (long)agent.Agent.Sessions);

    /// <summary>How many of them were lost, to be found again.</summary>
    public long SessionChanges => _running.Values.Sum(agent => agent.Agent.Changes);

    /// <summary>From now on so large a share of every daemon's sessions is lost, and found again, in each minute.</summary>
    public void Change(double shareEachMinute)
    {
        _agent.Changes.ShareEachMinute = shareEachMinute;
        foreach (var (agent, _, _) in _running.Values)
        {
            agent.Wake();
        }
    }

    /// <summary>How often watches of daemons were interrupted.</summary>
    public long Interruptions => _running.Values.Sum(agent => agent.Agent.Interruptions);

    /// <summary>Makes a MeshNode, if that is the swarm's task, and starts its daemon.</summary>
    public async Task JoinAsync(int index, CancellationToken cancellationToken)
    {
        var machine = SimulatedMachine.Of(options.Seed, NameOf(index));
        var client = clients.For(index);
        if (options.Create)
        {
            await CreateAsync(machine, client, cancellationToken);
        }

        var ends = new CancellationTokenSource();
        var agent = new SimulatedAgent(machine, _agent, _directory, client, time);
        _running[machine.Name] = (agent, Task.Run(() => agent.RunAsync(ends.Token), CancellationToken.None), ends);
    }

    /// <summary>Deletes a MeshNode. Its daemon runs on until it is told, as on a machine that was taken out of the mesh.</summary>
    public Task LeaveAsync(int index, CancellationToken cancellationToken) =>
        clients.For(index).DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster(NameOf(index)), cancellationToken);

    /// <summary>Deletes a MeshNode and its Lease once its daemon has stopped.</summary>
    public async Task RemoveAsync(int index, CancellationToken cancellationToken)
    {
        await StopAsync(NameOf(index));
        await LeaveAsync(index, cancellationToken);
        await clients.For(index).DeleteAsync(Resources.Leases, new NamespacedName(options.Namespace, NameOf(index)), cancellationToken);
    }

    /// <summary>Gives one MeshNode a label that nobody selects by: the operator plans again, and nothing comes of it.</summary>
    public Task TouchAsync(int index, string value, CancellationToken cancellationToken) => clients.For(index).PatchAsync(
        Resources.MeshNodes,
        NamespacedName.Cluster(NameOf(index)),
        new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["labels"] = new System.Text.Json.Nodes.JsonObject { [Label + "-pass"] = value } } },
        null,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Keys.Select(StopAsync));

    private async Task CreateAsync(SimulatedMachine machine, IKubernetesClient client, CancellationToken cancellationToken)
    {
        var node = new MeshNode
        {
            Metadata = new V1ObjectMeta
            {
                Name = machine.Name,
                Labels = new Dictionary<string, string>
                {
                    [Label] = options.Prefix.TrimEnd('-', '.'),
                    ["topology.kubernetes.io/region"] = machine.Region.Name,
                },
            },
            Status = null!,
        };
        try
        {
            await client.CreateAsync(Resources.MeshNodes, node, cancellationToken);
        }
        catch (KubernetesApiException taken) when (taken.Code == System.Net.HttpStatusCode.Conflict)
        {
            // A MeshNode that an earlier swarm left is played on.
        }
    }

    private async Task StopAsync(string name)
    {
        if (_running.TryRemove(name, out var agent))
        {
            await agent.Ends.CancelAsync();
            await agent.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            agent.Ends.Dispose();
        }
    }
}
