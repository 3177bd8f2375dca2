using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MeshGate.Lab.Attack;
using MeshGate.Lab.Captures;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Costs;
using MeshGate.Lab.Faults;
using MeshGate.Lab.Links;
using MeshGate.Lab.Load;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Operations;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Machines;

/// <summary>A lab that was built: its machines, its control plane, and what can be done to and asked of them.</summary>
public sealed class RunningLab : IAsyncDisposable
{
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly LabParts _parts;
    private readonly ConcurrentDictionary<string, IReadOnlyList<IPAddress>> _meshAddresses = new(StringComparer.Ordinal);
    private bool _kept;

    internal RunningLab(LabParts parts, Pace pace)
    {
        (_parts, Pace) = (parts, pace);
        Streams = new StreamBoard(this);
        Faults = new FaultBoard(parts.Plan);
        Captures = new CaptureBoard(parts.Plan);
        Loads = new LoadBoard(this);
        Costs = new CostBoard(this);
        Links = new LinkBoard(this, parts);
        Attacks = new AttackBoard(this);
        Operations = new OperationBoard(this);
        Renumbering = new Renumbering(parts.Scenario, parts.Plan, Faults);
    }

    /// <summary>What the lab was built from.</summary>
    public Scenario Scenario => _parts.Scenario;

    /// <summary>How the machine that it runs on keeps pace.</summary>
    public Pace Pace { get; }

    /// <summary>Where the lab keeps its files.</summary>
    public LabDirectory Directory => _parts.Directory;

    /// <summary>The programs that it runs.</summary>
    public LabBinaries Binaries => _parts.Binaries;

    /// <summary>The network as built.</summary>
    public NetworkPlan Plan => _parts.Plan;

    /// <summary>The machines by name.</summary>
    public IReadOnlyDictionary<string, LabMachine> Machines => _parts.Machines;

    /// <summary>The Kubernetes API, as an administrator.</summary>
    public LabApiClient Api => _parts.Api ?? throw new LabException("The API was not started.");

    /// <summary>A kubeconfig of an administrator, for programs on the host.</summary>
    public string AdminKubeconfig => Directory.File("admin.kubeconfig");

    /// <summary>The namespace of the control plane.</summary>
    public NetworkNamespace ControlNetwork => new(Plan.Control.Node.Namespace);

    /// <summary>Packet streams.</summary>
    public StreamBoard Streams { get; }

    /// <summary>Attacks on machines.</summary>
    public AttackBoard Attacks { get; }

    /// <summary>The regions' links.</summary>
    public LinkBoard Links { get; }

    /// <summary>Loads of paths.</summary>
    public LoadBoard Loads { get; }

    /// <summary>What processes and cables have to do.</summary>
    public CostBoard Costs { get; }

    /// <summary>Many operations at a time.</summary>
    public OperationBoard Operations { get; }

    /// <summary>What is recorded at cables.</summary>
    public CaptureBoard Captures { get; }

    /// <summary>Cuts and losses.</summary>
    public FaultBoard Faults { get; }

    /// <summary>Changes of addresses and ports.</summary>
    public Renumbering Renumbering { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Every long-running process, by name.</summary>
    public IReadOnlyDictionary<string, LabProcess> Processes => _parts.Processes;

    /// <summary>A process by name, such as <c>a/daemon</c>.</summary>
    public LabProcess Process(string name) => Processes[name];

    /// <summary>The tunnel that stands for a machine's process <c>NAME/wireguard</c> where the kernel has it; null for other processes.</summary>
    public KernelWireGuard? KernelTunnel(string process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return process.Split('/') is [var machine, "wireguard"] ? Machines[machine].Kernel : null;
    }

    /// <summary>Starts a process and waits until what it offers is there.</summary>
    public async Task StartAsync(string name, CancellationToken cancellationToken)
    {
        if (KernelTunnel(name) is { } tunnel)
        {
            // Where there is a daemon, it makes the interface.
            await (Machines[name.Split('/')[0]].Daemon is null ? tunnel.AddAsync(cancellationToken) : Task.CompletedTask);
            return;
        }

        var process = Process(name);
        var machine = Machines.Values.FirstOrDefault(m => m.WireGuard is not null && m.WireGuard == process);

        // The directory is missing until the first wireguard-go of this machine's life has made it.
        if (machine is not null && !process.IsRunning && File.Exists(machine.ControlSocket))
        {
            File.Delete(machine.ControlSocket);
        }

        if (!process.IsRunning && name.EndsWith("/router", StringComparison.Ordinal))
        {
            await NetworkBuilder.NftAsync(Plan.Sites[name[..^"/router".Length]].Gateways[0].Node.Namespace, PortMappingRules.Forget, cancellationToken);
        }

        process.Start();
        if (machine is not null)
        {
            await UntilAsync(process, () => Task.FromResult(File.Exists(machine.ControlSocket)), cancellationToken);
        }
        else if (name == "api")
        {
            await UntilAsync(
                process,
                async () => await Api.IsReadyAsync("readyz", cancellationToken) && await Api.IsReadyAsync(cancellationToken),
                cancellationToken);
        }
    }

    /// <summary>What the MeshNodes say now.</summary>
    /// <exception cref="ApiException">The API does not answer.</exception>
    public async Task<MeshView> ViewAsync(CancellationToken cancellationToken)
    {
        var view = new MeshView(await Api.ListAsync("MeshNode", cancellationToken));
        foreach (var machine in Machines.Keys)
        {
            if (view.Addresses(machine) is { Count: > 0 } addresses)
            {
                _meshAddresses[machine] = addresses;
            }
        }

        return view;
    }

    /// <summary>A machine's address in the mesh, which never changes and so is remembered, or one of its own past the mesh.</summary>
    /// <exception cref="LabException">It has none (yet).</exception>
    public async Task<IPAddress> AddressAsync(string machine, bool mesh, IPFamily? family, CancellationToken cancellationToken)
    {
        if (mesh && !_meshAddresses.ContainsKey(machine))
        {
            await ViewAsync(cancellationToken);
        }

        IEnumerable<IPAddress> addresses = mesh ? _meshAddresses.GetValueOrDefault(machine) ?? [] : Machines[machine].Host.Addresses;
        return addresses.FirstOrDefault(a => family is null
                || a.AddressFamily == (family == IPFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6))
            ?? throw new LabException($"{machine} has no {(mesh ? "mesh " : string.Empty)}address{(family is null ? string.Empty : $" of {family}")}.");
    }

    /// <summary>The IPv4 mesh addresses of a crowd's members, as far as they have any.</summary>
    public async Task<IReadOnlyList<IPAddress>> CrowdAsync(string crowd, CancellationToken cancellationToken)
    {
        var view = new MeshView(await Api.ListAsync("MeshNode", cancellationToken));
        return [.. Enumerable.Range(1, Machines[crowd].Spec.Crowd!.Peers)
            .SelectMany(i => view.Addresses(CrowdSpec.Member(crowd, i)).Where(a => a.AddressFamily == AddressFamily.InterNetwork).Take(1))];
    }

    /// <summary>The round-trip time of a ping; null when it was not answered within a second.</summary>
    public async Task<TimeSpan?> PingAsync(string from, string to, bool mesh, IPFamily? family, CancellationToken cancellationToken) =>
        await IcmpEcho.PingAsync(
            Machines[from].Network, await AddressAsync(to, mesh, family, cancellationToken), PingPatience, Time, cancellationToken);

    /// <summary>Transfers random bytes over TCP.</summary>
    public async Task<TransferResult> TransferAsync(
        string from, string to, int size, bool mesh, IPFamily? family, CancellationToken cancellationToken) =>
        await TcpTransfer.RunAsync(
            Machines[from].Network, Machines[to].Network, await AddressAsync(to, mesh, family, cancellationToken), size, Time,
            cancellationToken);

    /// <summary>Replaces the placeholders in a text.</summary>
    public async Task<string> FillAsync(string text, CancellationToken cancellationToken) =>
        (await PlaceholdersAsync(text, cancellationToken)).Fill(text);

    /// <summary>A copy of an object with its placeholders replaced.</summary>
    public async Task<JsonObject> FillAsync(JsonObject body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return (await PlaceholdersAsync(body.ToString(), cancellationToken)).Fill(body);
    }

    /// <summary>Lets the lab stay after this process has ended.</summary>
    public async Task KeepAsync()
    {
        _kept = true;
        await _parts.Guard.ReleaseAsync();
    }

    /// <summary>Removes the lab, unless it is to stay.</summary>
    public async ValueTask DisposeAsync()
    {
        Streams.Dispose();
        Costs.Dispose();
        Captures.Dispose();
        _parts.Api?.Dispose();
        if (!_kept)
        {
            await LabRemoval.RemoveAsync(Directory);
        }

        foreach (var process in Processes.Values)
        {
            process.Dispose();
        }

        await _parts.Guard.DisposeAsync();
    }

    private async Task<Placeholders> PlaceholdersAsync(string text, CancellationToken cancellationToken) => new(
        Plan,
        n => Machines.GetValueOrDefault(n)?.Interface,
        Placeholders.AsksTheMesh(text) ? await ViewAsync(cancellationToken) : new MeshView(new Dictionary<string, JsonObject>()));

    internal async Task UntilAsync(LabProcess process, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var start = Time.GetTimestamp();
        while (!await condition())
        {
            if (!process.IsRunning || Time.GetElapsedTime(start) > Pace.Patience(StartPatience))
            {
                throw new LabException(
                    $"{process.Name} {(process.IsRunning ? $"was not ready after {Pace.Patience(StartPatience).TotalSeconds:0} s" : $"ended with {process.ExitCode}")}:\n{process.LogTail(20)}");
            }

            await Task.Delay(Pause, Time, cancellationToken);
        }
    }
}
