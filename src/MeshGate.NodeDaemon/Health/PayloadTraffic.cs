using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Health;

/// <summary>The tunnel's packets without hellos, which would make every session look as if it were in use.</summary>
public sealed class PayloadTraffic(ITunnelTraffic tunnel, IHelloWatch hellos) : ITunnelTraffic
{
    /// <summary>What may be on its way between the two counters.</summary>
    private readonly RisingCount _payload = new(4);
    private long? _last;

    /// <inheritdoc/>
    public long? CountPackets()
    {
        var payload = tunnel.CountPackets() - hellos.Packets;
        if (payload is null || _payload.Take(payload.Value))
        {
            _last = payload;
        }

        return _last;
    }
}
