using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Lab.Load;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Attack;

/// <summary>Lets a machine attack another one, which must be on the internet itself, and watches what that does to it.</summary>
public sealed class AttackBoard(RunningLab lab)
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(8);
    private readonly Dictionary<string, AttackResult> _results = new(StringComparer.Ordinal);

    /// <summary>Attacks, and waits until it is over.</summary>
    /// <exception cref="LabException">One of the machines has no IPv4 address, or there was nothing to replay.</exception>
    public async Task RunAsync(
        string name, string attacker, string victim, AttackKind kind, int packetsPerSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (own, target) = (Address(attacker), Address(victim));
        var network = lab.Machines[victim].Network;
        var overheard = kind == AttackKind.Replay
            ? await Task.Run(() => OverheardDatagrams.Listen(network, target, Listening, lab.Time), cancellationToken) : [];
        if (kind == AttackKind.Replay && overheard.Count == 0)
        {
            throw new LabException($"Nothing came to {victim} that could be replayed.");
        }

        var others = lab.Machines.Values.Where(m => m.Spec.Name != victim && m.Spec.Name != attacker)
            .SelectMany(m => m.Host.PublicAddresses.Select(a => new IPEndPoint(a, m.Spec.ListenPort)))
            .Concat(lab.Plan.Servers.Values.SelectMany(s => s.Addresses.Select(a => new IPEndPoint(a, TurnserverConfig.Port))))
            .Where(e => e.AddressFamily == AddressFamily.InterNetwork).ToArray();
        var before = await EndpointsAsync(victim, cancellationToken);
        var processes = lab.Processes.Values.Where(p => p.Name.StartsWith($"{victim}/", StringComparison.Ordinal)).ToArray();
        var cpu = CpuClock.Read(processes);
        var bytes = InterfaceCounters.Read(network, "eth0");
        var packets = await Task.Factory.StartNew(
            () => Send(attacker, own, target, lab.Machines[victim], kind, others, overheard, packetsPerSecond, duration, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(TimeSpan.FromMilliseconds(500), lab.Time, cancellationToken);
        var after = InterfaceCounters.Read(network, "eth0");
        var endpoints = await EndpointsAsync(victim, cancellationToken);
        _results[name] = new AttackResult(
            packets, after.Received - bytes.Received, after.Sent - bytes.Sent,
            [.. before.Where(b => endpoints.GetValueOrDefault(b.Key) != b.Value).Select(b => $"{b.Key} from {b.Value} to {endpoints.GetValueOrDefault(b.Key)}")],
            CpuClock.Between(cpu, CpuClock.Read(processes)));
    }

    /// <summary>What became of an attack.</summary>
    /// <exception cref="LabException">There was none of that name.</exception>
    public AttackResult Result(string name) =>
        _results.TryGetValue(name, out var result) ? result : throw new LabException($"There was no attack {name}.");

    private int Send(
        string attacker, IPAddress own, IPAddress target, LabMachine victim, AttackKind kind, IPEndPoint[] others,
        IReadOnlyList<(IPEndPoint Source, IPEndPoint Target, byte[] Payload)> overheard, int packetsPerSecond, TimeSpan duration,
        CancellationToken cancellationToken)
    {
        using var socket = new SpoofingSocket(lab.Machines[attacker].Network);
        using var nap = new ManualResetEventSlim();
        var start = lab.Time.GetTimestamp();
        var sent = 0;
        while (lab.Time.GetElapsedTime(start) < duration)
        {
            for (var due = (int)(lab.Time.GetElapsedTime(start).TotalSeconds * packetsPerSecond); sent < due; sent++)
            {
                var self = new IPEndPoint(own, RandomNumberGenerator.GetInt32(1024, 65536));
                var other = others.Length == 0 ? self : others[sent % others.Length];
                var to = new IPEndPoint(target, Port(victim, sent));
                switch (kind)
                {
                    case AttackKind.Spray:
                        socket.Send(self, to, AttackPayloads.Garbage());
                        break;
                    case AttackKind.Forge:
                        socket.Send(sent % 2 == 0 ? other : self, to, AttackPayloads.Forged());
                        break;
                    case AttackKind.Reflect:
                        socket.Send(other, to, sent % 2 == 0 ? AttackPayloads.PlainRequest() : AttackPayloads.Forged(0x0001));
                        break;
                    default:
                        var again = overheard[sent % overheard.Count];
                        socket.Send(sent / overheard.Count % 2 == 0 ? self : again.Source, again.Target, again.Payload);
                        break;
                }
            }

            nap.Wait(Nap, cancellationToken);
        }

        return sent;
    }

    // WireGuard's port, the ports on which it forwards for others, and any.
    private static int Port(LabMachine victim, int number) => (number % 3) switch
    {
        1 when victim.Spec.RelayPorts is { } ports => RandomNumberGenerator.GetInt32(ports.First, ports.Last + 1),
        2 => RandomNumberGenerator.GetInt32(1024, 65536),
        _ => victim.Spec.ListenPort,
    };

    private IPAddress Address(string machine) =>
        lab.Machines[machine].Host.Addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)
        ?? throw new LabException($"{machine} has no IPv4 address.");

    private async Task<Dictionary<string, string?>> EndpointsAsync(string machine, CancellationToken cancellationToken)
    {
        var peers = await lab.Machines[machine].PeersAsync(cancellationToken);
        return peers.Where(p => p.Addresses.Count > 0).ToDictionary(p => p.Addresses[0].ToString(), p => p.Endpoint, StringComparer.Ordinal);
    }
}
