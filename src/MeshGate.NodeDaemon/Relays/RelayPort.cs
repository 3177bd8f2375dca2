using System.Net.Sockets;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>One port: its socket, the two addresses between which it forwards, and how much it still may.</summary>
internal sealed class RelayPort : IPolled, IDisposable
{
    private const int SolSocket = 1;
    private const int SoReceiveBufferForce = 33;
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly double _perTick;
    private readonly double _burst;
    private readonly Action<RelayPort> _serve;
    private double _tokens;
    private long _filledAt;

    public RelayPort(int port, long packetsPerSecond, long now, long frequency, Action<RelayPort> serve)
    {
        // A burst of 100 ms passes.
        _perTick = (double)packetsPerSecond / frequency;
        _burst = Math.Max(64, packetsPerSecond / 10.0);
        _tokens = _burst;
        _filledAt = now;
        _serve = serve;
        Socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Socket.DualMode = true;
            LinuxSocket.Mark(Socket);
            Enlarge();
            Socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Any, port));
            Number = ((System.Net.IPEndPoint)Socket.LocalEndPoint!).Port;
        }
        catch
        {
            Socket.Dispose();
            throw;
        }
    }

    public Socket Socket { get; }

    public int Number { get; }

    /// <summary>What the poller knows it by.</summary>
    public long Token { get; set; }

    public int Descriptor => (int)Socket.Handle;

    public bool IsForwarding { get; private set; }

    public RelayAddress One;

    public RelayAddress Other;

    public void Forward(RelayAddress one, RelayAddress other) => (One, Other, IsForwarding) = (one, other, true);

    /// <summary>Whether one packet more may pass.</summary>
    public bool TryTake(long now)
    {
        _tokens = Math.Min(_burst, _tokens + ((now - _filledAt) * _perTick));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    public void OnReadable(byte[] buffer) => _serve(this);

    public void Dispose() => Socket.Dispose();

    private void Enlarge()
    {
        try
        {
            Socket.SetRawSocketOption(SolSocket, SoReceiveBufferForce, BitConverter.GetBytes(ReceiveBuffer));
        }
        catch (SocketException)
        {
            // Without CAP_NET_ADMIN the system's ceiling holds.
            Socket.ReceiveBufferSize = ReceiveBuffer;
        }
    }
}
