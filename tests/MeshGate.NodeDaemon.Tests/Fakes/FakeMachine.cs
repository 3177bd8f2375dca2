using System.Globalization;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>A machine with one WireGuard interface, as <c>wg</c> and <c>ip</c> show and change it.</summary>
internal sealed class FakeMachine : IProcessRunner, ITunnelTraffic
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, FakeWireGuardPeer> _peers = new(StringComparer.Ordinal);
    private readonly List<string> _commands = [];
    private string _publicKey = "(none)";
    private int _port = 40000;
    private long _packets;
    private string _mark = "off";

    public bool Exists { get; set; } = true;

    public bool HasIPv6 { get; set; } = true;

    public bool IsWireGuardUnreadable { get; set; }

    /// <summary>The public key of the private key file, since a machine computes it.</summary>
    public string KeyFileHolds { get; set; } = "(none)";

    public SortedSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Routes { get; } = new(StringComparer.Ordinal);

    public bool IsUp { get; private set; }

    public int Port => Locked(() => _port);

    /// <summary>How often addresses or routes were listed.</summary>
    public int Looks { get; private set; }

    /// <summary>Every change ever made, a line each.</summary>
    public IReadOnlyList<string> Commands => Locked<IReadOnlyList<string>>(() => [.. _commands]);

    public FakeWireGuardPeer? Peer(string publicKey) => Locked(() => _peers.GetValueOrDefault(publicKey));

    public int PeerCount => Locked(() => _peers.Count);

    /// <summary>wireguard-go was restarted: a new interface, with nothing.</summary>
    public void Replace() => Locked(() =>
    {
        Exists = true;
        _peers.Clear();
        (_publicKey, _port, _mark, IsUp) = ("(none)", 40000, "off", false);
        Addresses.Clear();
        Routes.Clear();
        return 0;
    });

    public void Roam(string publicKey, string endpoint) => Locked(() => _peers[publicKey] = _peers[publicKey] with { Endpoint = endpoint });

    /// <summary>Traffic flowed through the tunnel.</summary>
    public void Transfer(string publicKey, long bytes) => Locked(() =>
    {
        _packets++;
        return _peers[publicKey] = _peers[publicKey] with { Received = _peers[publicKey].Received + bytes };
    });

    public long? CountPackets() => Locked(() => _packets);

    public void Handshake(string publicKey, DateTimeOffset at)
        => Locked(() => _peers[publicKey] = _peers[publicKey] with { Handshake = at.ToUnixTimeSeconds() });

    public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
        => Task.FromResult(Locked(() => (file, arguments[0], arguments[1]) switch
        {
            ("wg", "show", _) when IsWireGuardUnreadable => Failed("Unable to access interface: Resource temporarily unavailable"),
            ("wg", _, _) when !Exists => Failed("Unable to access interface: No such device"),
            ("wg", "show", _) => Done(Dump()),
            ("wg", "set", _) => Set(arguments),
            ("nft", _, _) => Done(),
            ("ip", "link", "show") => Exists ? Done() : Failed("Device does not exist."),
            ("ip", "link", "add") => Failed("Error: Unknown device type."),
            ("ip", "-4" or "-6", "-oneline") => Done(Show(arguments[2], isSix: arguments[0] == "-6")),
            ("ip", "-batch", "-") => Batch(input!),
            _ => throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}"),
        }));

    private static ProcessResult Done(string output = "") => new(0, output, string.Empty);

    private static ProcessResult Failed(string error) => new(1, string.Empty, error + "\n");

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    private string Dump()
        => $"(private)\t{_publicKey}\t{_port}\t{_mark}\n"
            + string.Concat(_peers.Select(peer => string.Create(
                CultureInfo.InvariantCulture,
                $"{peer.Key}\t(none)\t{peer.Value.Endpoint ?? "(none)"}\t{peer.Value.AllowedIPs}\t{peer.Value.Handshake}\t{peer.Value.Received}\t0\t{(peer.Value.Keepalive == "0" ? "off" : peer.Value.Keepalive)}\n")));

    private string Show(string what, bool isSix)
    {
        Looks++;
        return string.Concat((what == "address" ? Addresses : Routes)
            .Where(item => item.Contains(':') == isSix)
            .Select(item => what == "address"
                ? $"2: mesh0    {(isSix ? "inet6" : "inet")} {item} scope global mesh0\\       valid_lft forever\n"
                : $"{item} scope link src 100.96.0.1 \n"));
    }

    private ProcessResult Set(IReadOnlyList<string> arguments)
    {
        _commands.Add("wg " + string.Join(' ', arguments));
        string? peer = null;
        for (var i = 2; i < arguments.Count; i++)
        {
            if (arguments[i] == "remove")
            {
                _peers.Remove(peer!);
                continue;
            }

            var (word, value) = (arguments[i], arguments[++i]);
            var current = _peers.GetValueOrDefault(peer ?? string.Empty) ?? new FakeWireGuardPeer();
            switch (word)
            {
                case "private-key":
                    _publicKey = KeyFileHolds;
                    break;
                case "listen-port":
                    _port = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "fwmark":
                    _mark = value;
                    break;
                case "peer":
                    peer = value;
                    break;
                case "endpoint":
                    _peers[peer!] = current with { Endpoint = value };
                    break;
                case "persistent-keepalive":
                    _peers[peer!] = current with { Keepalive = value };
                    break;
                case "allowed-ips":
                    _peers[peer!] = current with { AllowedIPs = value };
                    break;
            }
        }

        return Done();
    }

    private ProcessResult Batch(string input)
    {
        foreach (var line in input.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _commands.Add("ip " + line);
            var words = line.Split(' ');
            if (words[2].Contains(':') && !HasIPv6)
            {
                return Failed("RTNETLINK answers: Permission denied\nCommand failed -:3");
            }

            IsUp |= words[0] == "link";
            var set = words[0] == "route" ? Routes : Addresses;
            _ = (words[0], words[1]) switch
            {
                ("link", _) => true,
                (_, "replace") => set.Add(words[2]),
                _ => set.Remove(words[2]),
            };
        }

        return Done();
    }
}
