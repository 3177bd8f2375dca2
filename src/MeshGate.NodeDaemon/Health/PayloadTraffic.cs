using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Health;

/// <summary>The tunnel's packets without hellos, which would make every session look as if it were in use.</summary>
public sealed class PayloadTraffic(ITunnelTraffic tunnel, IHelloWatch hellos) : ITunnelTraffic
{
    /// <summary>What may be on its way between the two counters.</summary>
    private readonly RisingCount _payload = new(4);
    private readonly HelloBacklog _backlog = new();
    private long? _last;

    /// <inheritdoc/>
    public long? CountPackets()
    {
        var (packets, counted) = (tunnel.CountPackets(), hellos.Packets);
        var (payload, waiting) = (packets - counted, _backlog.Take(counted, hellos.IsLate));
        if (payload is null || _payload.Take(payload.Value, waiting))
        {
            _last = payload;
        }

        return _last;
    }
}
