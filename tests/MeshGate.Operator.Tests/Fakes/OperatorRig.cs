using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Hosting;
using MeshGate.Operator.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit.Sdk;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>A whole operator over a fake API and a fake clock.</summary>
internal sealed class OperatorRig : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    // Turns of a millisecond after which events that nobody took are nobody's.
    private const int MaxStill = 10;

    // Of real time, against a test that hangs; what is judged is the operator's own clock.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] DefaultCidrs = ["100.96.0.0/16", "fd6d:6573:6867::/64"];
    private readonly LogLines _log = new();
    private readonly ServiceProvider _services;

    private OperatorRig(FakeApi api, FakeTimeProvider time, OperatorRigOptions more)
    {
        Api = api;
        Time = time;
        Link = new OperatorLink(api) { IsDown = more.IsDown };
        MeshNetwork network = MeshNetwork.TryParse(more.Cidrs, out MeshNetwork? parsed, out string? error) ? parsed : throw new XunitException(error);
        var options = new OperatorOptions
        {
            Connection = new KubernetesConnection { Server = new Uri("https://192.0.2.1") },
            Namespace = MeshGateApi.DefaultNamespace,
            Mesh = new MeshSettings(network, 1380),
            NodeSelector = "meshgate.io/mesh=true",
            AdvertisesPods = more.AdvertisesPods,
            LeaderElect = more.IsElected,
            Metrics = more.Metrics,
        };
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log))
            .AddMeshGateOperator(options, _ => Link)
            .BuildServiceProvider();
    }

    public FakeApi Api { get; }

    public FakeTimeProvider Time { get; }

    public OperatorLink Link { get; }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Starts an operator over a new API, or over that of another one.</summary>
    public static async Task<OperatorRig> StartAsync(OperatorRig? other = null, OperatorRigOptions? options = null)
    {
        FakeTimeProvider time = other?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var rig = new OperatorRig(other?.Api ?? new FakeApi(time), time, options ?? new OperatorRigOptions());
        options?.Prepare?.Invoke(rig);
        foreach (IHostedService service in rig._services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return rig;
    }

    /// <summary>Moves the clock on in small steps until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new XunitException($"In vain waited for: {what}\n{_log}");
            }

            await StepAsync();
        }
    }

    /// <summary>Moves the clock on in small steps for a while.</summary>
    public async Task PassAsync(TimeSpan duration)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < duration; passed += TimeSpan.FromMilliseconds(500))
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            await LetWorkAsync();
        }
    }

    public Task CreateNodeAsync(string name, string? publicKey = null, params string[] addresses)
        => Api.CreateAsync(
            Resources.MeshNodes,
            new MeshNode
            {
                Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["name"] = name } },
                Spec = new MeshNodeSpec { Addresses = addresses.Length > 0 ? addresses : null },
                Status = new MeshNodeStatus { Agent = publicKey is null ? null : new MeshNodeAgent { PublicKey = publicKey } },
            },
            default);

    /// <summary>The log so far, for the assertions of tests.</summary>
    public string Log => _log.ToString();

    /// <summary>A machine joins the cluster, selected for the mesh.</summary>
    public Task CreateClusterNodeAsync(string name, params (string Key, string Value)[] labels)
        => Api.CreateAsync(
            Resources.Nodes,
            new ClusterNode { Metadata = new V1ObjectMeta { Name = name, Labels = labels.Append(("meshgate.io/mesh", "true")).ToDictionary(label => label.Item1, label => label.Item2) } },
            default);

    /// <summary>Somebody makes a route.</summary>
    public Task CreateRouteAsync(string name, MeshRouteSpec spec)
        => Api.CreateAsync(Resources.MeshRoutes, new MeshRoute { Metadata = new V1ObjectMeta { Name = name }, Spec = spec }, default);

    /// <summary>A route's condition.</summary>
    public async Task<Condition?> RouteConditionAsync(string name, string type)
        => ConditionList.Find((await Api.GetAsync(Resources.MeshRoutes, NamespacedName.Cluster(name), default))?.Status?.Conditions, type);

    /// <summary>A machine leaves the cluster.</summary>
    public Task DeleteClusterNodeAsync(string name) => Api.DeleteAsync(Resources.Nodes, NamespacedName.Cluster(name), default);

    /// <summary>Somebody labels a machine of the cluster; null takes the label off.</summary>
    public async Task LabelClusterNodeAsync(string name, string key, string? value)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } };
        await Api.PatchAsync(Resources.Nodes, NamespacedName.Cluster(name), patch, null, default);
    }

    public async Task<MeshNode> NodeAsync(string name)
        => await Api.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), default) ?? throw new XunitException($"{name} is gone");

    public async Task<IReadOnlyList<MeshNode>> NodesAsync() => (await Api.ListAsync(Resources.MeshNodes, new ListQuery(), default)).Items;

    public async Task<Condition?> ConditionAsync(string name, string type) => ConditionList.Find((await NodeAsync(name)).Status.Conditions, type);

    /// <summary>What a daemon reports.</summary>
    public Task ReportAsync(string name, JsonObject agent)
        => Api.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), new JsonObject { ["status"] = new JsonObject { ["agent"] = agent } }, "status", default);

    /// <summary>Every daemon applies what it is assigned.</summary>
    public async Task ApplyAssignmentsAsync()
    {
        foreach (MeshNode node in await NodesAsync())
        {
            await ReportAsync(node.Metadata.Name, new JsonObject { ["appliedRevision"] = node.Status.Assignment?.Revision });
        }
    }

    /// <summary>A person deletes a node.</summary>
    public Task DeleteNodeAsync(string name) => Api.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster(name), default);

    /// <summary>A person edits a node.</summary>
    public Task EditNodeAsync(string name, JsonObject patch, string? subresource = null)
        => Api.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), patch, subresource, default);

    /// <summary>One pass of the topology controller, in which nothing may go wrong.</summary>
    public async Task PlanOnceAsync() => Assert.Empty((await Get<TopologyController>().RunOnceAsync(default)).Errors);

    /// <summary>The reasons of the Events about an object.</summary>
    public async Task<IReadOnlyList<string>> EventReasonsAsync(string name)
        => [.. (await Api.ListAsync(Resources.Events, new ListQuery(), default)).Items.Where(item => item.InvolvedObject.Name == name).Select(item => item.Reason)];

    /// <summary>Waits until an Event tells something of an object: Events are written apart from the work that they tell of.</summary>
    public Task UntilToldAsync(string name, string reason)
        => UntilAsync(async () => (await EventReasonsAsync(name)).Contains(reason), $"the Event {reason} of {name}");

    /// <summary>A daemon's heartbeat.</summary>
    public async Task HeartbeatAsync(string name)
    {
        var key = new NamespacedName(MeshGateApi.DefaultNamespace, name);
        if (await Api.GetAsync(Resources.Leases, key, default) is null)
        {
            var lease = new V1Lease { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = key.Namespace }, Spec = new V1LeaseSpec { HolderIdentity = name } };
            await Api.CreateAsync(Resources.Leases, lease, default);
        }

        string now = Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await Api.PatchAsync(Resources.Leases, key, new JsonObject { ["spec"] = new JsonObject { ["renewTime"] = now } }, null, default);
    }

    /// <summary>Creates nodes that have a key: node-0, node-1 and so on.</summary>
    public async Task CreateNodesAsync(int count)
    {
        for (int number = 0; number < count; number++)
        {
            await CreateNodeAsync($"node-{number}", Keys.Of($"{number}"));
        }
    }

    /// <summary>Waits until every node has so many members.</summary>
    public Task UntilMembersAsync(int members)
        => UntilAsync(async () => (await NodesAsync()).All(node => node.Status.Assignment?.Members.Count == members), $"{members} members on every node");

    /// <summary>Waits until a condition has a status.</summary>
    public Task UntilConditionAsync(string name, string type, string status)
        => UntilAsync(async () => (await ConditionAsync(name, type))?.Status == status, $"{type}={status} on {name}");

    /// <summary>Lets whatever is under way come to rest: half a second of the fake clock without a write.</summary>
    public async Task SettleAsync()
    {
        int quiet = 0;
        for (int round = 0; round < 2000 && quiet < 20; round++)
        {
            int before = Link.Writes.Count;
            await StepAsync();
            quiet = Link.Writes.Count == before ? quiet + 1 : 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(default);
        }

        await _services.DisposeAsync();
    }

    // The operator's loops run on real threads; only their clock is fake. It must not run ahead of them: events that are on their way
    // are waited for, as long as somebody takes them.
    private async Task LetWorkAsync()
    {
        (int untold, int still) = (Api.Untold, 0);
        for (int turn = 0; turn < 3 || (untold > 0 && still < MaxStill); turn++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            (untold, still) = Api.Untold is var now && now == untold ? (now, still + 1) : (now, 0);
        }
    }

    private async Task StepAsync()
    {
        Time.Advance(Step);
        await LetWorkAsync();
    }
}
