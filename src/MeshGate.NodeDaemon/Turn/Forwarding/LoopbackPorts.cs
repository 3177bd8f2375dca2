using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>
/// The loopback ports of one allocation. Changed under the allocation's lock; finding a port needs none, since what is searched is never
/// changed but replaced.
/// </summary>
internal sealed class LoopbackPorts(SocketPoller poller, Action<LoopbackPort, byte[], int> forward) : IDisposable
{
    /// <summary>The most ports that a peer's data, not an order, brings up: a peer behind a NAT that maps each destination anew.</summary>
    public const int MaxDynamic = 8;

    /// <summary>The most ports that an order brings up.</summary>
    public const int MaxWanted = TurnConstants.MaxPeers - MaxDynamic;

    private const int IdleMilliseconds = 60_000;

    private ImmutableArray<IPEndPoint> _wanted = [];
    private Dictionary<IPEndPoint, LoopbackPort> _ports = [];
    private Dictionary<ushort, LoopbackPort> _channels = [];
    private int _wireGuardPort;

    /// <summary>The peer's addresses, ordered or found.</summary>
    public ImmutableArray<IPEndPoint> All => [.. _wanted, .. _ports.Values.Where(port => port.IsDynamic).Select(port => port.Remote)];

    /// <summary>Those that data can go to.</summary>
    public ImmutableArray<TurnRemote> Usable =>
    [
        .. _ports.Values.Where(port => port.Channel != 0 || port.IsDynamic)
            .OrderBy(port => port.Remote.ToString(), StringComparer.Ordinal).Select(port => new TurnRemote(port.Remote, port.Loopback)),
    ];

    /// <summary>The port of a channel.</summary>
    public LoopbackPort? Find(ushort channel) => Volatile.Read(ref _channels).GetValueOrDefault(channel);

    /// <summary>The port of an address.</summary>
    public LoopbackPort? Find(IPEndPoint remote) => Volatile.Read(ref _ports).GetValueOrDefault(remote);

    /// <summary>Brings the ports to the wanted addresses; false when they are so already.</summary>
    public bool Want(ImmutableArray<IPEndPoint> remotes, int wireGuardPort)
    {
        if (_wireGuardPort != wireGuardPort)
        {
            _wireGuardPort = wireGuardPort;
            foreach (var port in _ports.Values)
            {
                port.Connect(wireGuardPort);
            }
        }

        remotes = [.. remotes.Distinct().Take(MaxWanted)];
        if (_wanted.AsSpan().SequenceEqual(remotes.AsSpan()))
        {
            return false;
        }

        _wanted = remotes;
        foreach (var port in _ports.Values.Where(port => port.IsDynamic ? !IsPermitted(port.Remote.Address) : !remotes.Contains(port.Remote)).ToList())
        {
            Close(port);
        }

        foreach (var remote in remotes.Where(remote => !_ports.ContainsKey(remote)))
        {
            Open(remote, isDynamic: false);
        }

        return true;
    }

    /// <summary>Gives an address a port because its data came; null when it must not have one, or there are too many in use.</summary>
    public LoopbackPort? Admit(IPEndPoint from)
    {
        if (_ports.TryGetValue(from, out var known))
        {
            return known;
        }

        if (!IsPermitted(from.Address))
        {
            return null;
        }

        LoopbackPort[] found = [.. _ports.Values.Where(port => port.IsDynamic)];
        if (found.Length >= MaxDynamic)
        {
            if (found.Where(port => Environment.TickCount64 - port.UsedAt > IdleMilliseconds).MinBy(port => port.UsedAt) is not { } idle)
            {
                return null;
            }

            Close(idle);
        }

        return Open(from, isDynamic: true);
    }

    /// <summary>A channel leads to an address from now on.</summary>
    public void Bind(IPEndPoint remote, ushort channel)
    {
        if (_ports.TryGetValue(remote, out var port) && port.Channel != channel)
        {
            var channels = new Dictionary<ushort, LoopbackPort>(_channels);
            channels.Remove(port.Channel);
            channels[channel] = port;
            port.Channel = channel;
            Volatile.Write(ref _channels, channels);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var port in _ports.Values)
        {
            port.Dispose();
        }
    }

    private bool IsPermitted(IPAddress address) => _wanted.Any(remote => remote.Address.Equals(address));

    private LoopbackPort Open(IPEndPoint remote, bool isDynamic)
    {
        var port = new LoopbackPort(remote, isDynamic, _wireGuardPort, poller, forward);
        Volatile.Write(ref _ports, new Dictionary<IPEndPoint, LoopbackPort>(_ports) { [remote] = port });
        return port;
    }

    private void Close(LoopbackPort port)
    {
        var ports = new Dictionary<IPEndPoint, LoopbackPort>(_ports);
        var channels = new Dictionary<ushort, LoopbackPort>(_channels);
        ports.Remove(port.Remote);
        channels.Remove(port.Channel);
        Volatile.Write(ref _ports, ports);
        Volatile.Write(ref _channels, channels);
        port.Dispose();
    }
}
