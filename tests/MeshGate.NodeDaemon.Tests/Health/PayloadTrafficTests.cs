using MeshGate.Core.Health;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Health;

public sealed class PayloadTrafficTests : ITunnelTraffic, IHelloWatch
{
    private long? _tunnel = 1000;

    public HelloSettings Settings { get; set; } = new();

    public long Packets { get; set; }

    [Fact]
    public void CountPackets_StaysAsItIs_WhenOnlyHellosPass()
    {
        var payload = new PayloadTraffic(this, this);
        var before = payload.CountPackets();
        (_tunnel, Packets) = (1102, 100);

        Assert.Equal(before, payload.CountPackets());
    }

    [Fact]
    public void CountPackets_Changes_WhenOthersPass()
    {
        var payload = new PayloadTraffic(this, this);
        var before = payload.CountPackets();
        (_tunnel, Packets) = (1120, 100);

        Assert.NotEqual(before, payload.CountPackets());
    }

    [Fact]
    public void CountPackets_IsUnknown_WhereTheTunnelIs()
    {
        _tunnel = null;

        Assert.Null(new PayloadTraffic(this, this).CountPackets());
    }

    public long? CountPackets() => _tunnel;

    void IHelloWatch.Watch(IReadOnlyCollection<HelloTarget> targets)
    {
    }

    void IHelloWatch.Moved(string peer, int move, TimeSpan? roundTrip)
    {
    }

    public HelloReading Read(string peer) => default;
}
