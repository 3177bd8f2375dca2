using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Sockets;

namespace MeshGate.NodeDaemon.Connections;

/// <summary>The loopback addresses that stand for peers that sleep, one for each. Belongs to the agent's loop.</summary>
public sealed class SleepTraps : IDisposable
{
    private readonly SocketPoller _poller = new("traps");
    private readonly Dictionary<string, SleepTrap> _byPeer = new(StringComparer.Ordinal);
    private Action<AgentEvent>? _post;
    private int _last;
    private int _port;

    /// <summary>WireGuard's port.</summary>
    public int Port
    {
        get => _port;
        set
        {
            if (value != _port)
            {
                _port = value;
                foreach (var trap in _byPeer.Values)
                {
                    trap.Connect(value);
                }
            }
        }
    }

    /// <summary>Names who takes what is caught.</summary>
    public void Bind(Action<AgentEvent> post) => _post = post;

    /// <summary>Whether an address is a trap's, of this start of the daemon or an earlier one.</summary>
    public static bool IsTrap(IPEndPoint? address)
        => address is { AddressFamily: AddressFamily.InterNetwork } && address.Address.GetAddressBytes() is [127, 78, ..];

    /// <summary>The trap of a peer, opened where there is none yet; null where the system refuses.</summary>
    public IPEndPoint? Open(string peer)
    {
        if (_byPeer.TryGetValue(peer, out var known))
        {
            return known.Address;
        }

        try
        {
            var trap = new SleepTrap(peer, NextAddress(), Port, _poller, caught => _post?.Invoke(caught));
            _byPeer.Add(peer, trap);
            return trap.Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>A packet was dealt with.</summary>
    public void Taken(string peer)
    {
        if (_byPeer.TryGetValue(peer, out var trap))
        {
            trap.Taken();
        }
    }

    /// <summary>Closes the traps of those that are no peers any more.</summary>
    public void Keep(IReadOnlySet<string> peers)
    {
        foreach (var gone in _byPeer.Keys.Where(peer => !peers.Contains(peer)).ToList())
        {
            _byPeer[gone].Dispose();
            _byPeer.Remove(gone);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var trap in _byPeer.Values)
        {
            trap.Dispose();
        }

        _byPeer.Clear();
        _poller.Dispose();
    }

    // 127.78.0.1 to 127.78.255.254.
    private IPAddress NextAddress()
    {
        var next = (_last++ % 65534) + 1;
        return new IPAddress([127, 78, (byte)(next >> 8), (byte)next]);
    }
}
