using System.Net;
using MeshGate.Core.Health;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Health;

public sealed class PayloadTrafficTests : ITunnelTraffic, IHelloWatch
{
    private long? _tunnel = 1000;

    public HelloSettings Settings { get; set; } = new();

    public long Packets { get; set; }

    public bool IsLate { get; set; }

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
    public void CountPackets_StaysAsItIs_WhereHellosWaitAtTheSocketOfALateMachine()
    {
        var payload = new PayloadTraffic(this, this);
        IsLate = true;
        long? known = null;
        for (var second = 0; second <= 20; second++)
        {
            // Twenty in each second; none, or those of a second, wait.
            (_tunnel, Packets) = (1000 + (second * 20), (second - (second % 2)) * 20);
            var counted = payload.CountPackets();
            known = second <= 2 ? counted : known;
            Assert.Equal(known, counted);
        }
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

    public long BytesOf(IPAddress address) => 0;
}
