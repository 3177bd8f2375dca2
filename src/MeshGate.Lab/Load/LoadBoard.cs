using System.Net;
using System.Security.Cryptography;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Reports;

namespace MeshGate.Lab.Load;

/// <summary>Loads paths with packets past WireGuard, so that only what lies between two machines is measured.</summary>
public sealed class LoadBoard(RunningLab lab)
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, LoadResult> _results = new(StringComparer.Ordinal);

    /// <summary>
    /// Sends a load to where the sender's WireGuard sends just now, and counts it at the receiver's cable. Where that is a TURN allocation
    /// of its own, which is reached inside the machine alone, the load goes the other way.
    /// </summary>
    /// <param name="name">What it is asked for by afterwards.</param>
    /// <param name="from">The sending machine.</param>
    /// <param name="to">The receiving machine.</param>
    /// <param name="packetsPerSecond">The rate.</param>
    /// <param name="size">Payload in bytes.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        string name, string from, string to, int packetsPerSecond, int size, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (await TargetAsync(from, to, cancellationToken) is not { } target)
        {
            (from, to) = (to, from);
            target = await TargetAsync(from, to, cancellationToken)
                ?? throw new LabException($"Neither {to} nor {from} sends to the other by an address that can be loaded from outside.");
        }

        var packets = (int)(packetsPerSecond * duration.TotalSeconds);
        var mark = RandomNumberGenerator.GetBytes(LoadPacket.MarkLength);
        using var receiver = new LoadReceiver(lab.Machines[to].Network, mark, packets, lab.Time);
        using var sender = new LoadSender(lab.Machines[from].Network, lab.Machines[from].Spec.ListenPort, target, lab.Time);
        var before = CpuClock.Read(lab.Processes.Values);
        var taken = await Task.Factory.StartNew(
            () => sender.Run(LoadPacket.Create(size, mark), packets, packetsPerSecond, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(OnTheWay, lab.Time, cancellationToken);
        var cpu = CpuClock.Between(before, CpuClock.Read(lab.Processes.Values));
        var received = receiver.Received;
        receiver.Dispose();
        _results[name] = new LoadResult(
            packets, received, taken, Quantiles.Of(receiver.Latencies, 0.5), Quantiles.Of(receiver.Latencies, 0.99), cpu);
    }

    /// <summary>What became of a load.</summary>
    /// <exception cref="LabException">There was none of that name.</exception>
    public LoadResult Result(string name) =>
        _results.TryGetValue(name, out var result) ? result : throw new LabException($"There was no load {name}.");

    private async Task<IPEndPoint?> TargetAsync(string from, string to, CancellationToken cancellationToken)
    {
        var address = await lab.AddressAsync(to, mesh: true, null, cancellationToken);
        var peers = await lab.Machines[from].PeersAsync(cancellationToken);
        var text = peers.FirstOrDefault(p => p.Addresses.Contains(address))?.Endpoint;
        return IPEndPoint.TryParse(text ?? string.Empty, out var endpoint) && !IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : null;
    }
}
