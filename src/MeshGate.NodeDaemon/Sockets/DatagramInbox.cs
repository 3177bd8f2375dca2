using System.Net;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>Where received STUN messages go. Bound once, before the first socket is opened.</summary>
public sealed class DatagramInbox
{
    private Action<IPEndPoint, ReadOnlyMemory<byte>>? _receiver;

    /// <summary>Names who takes the messages; what comes before is dropped.</summary>
    public void Bind(Action<IPEndPoint, ReadOnlyMemory<byte>> receiver) => _receiver = receiver;

    /// <summary>Hands a message on. The memory is the caller's again afterwards.</summary>
    public void Deliver(IPEndPoint from, ReadOnlyMemory<byte> message) => _receiver?.Invoke(from, message);
}
