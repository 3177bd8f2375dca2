using MeshGate.NodeDaemon.Guests;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Catches nothing by itself, and keeps what became of what a test says was caught.</summary>
internal sealed class FakeStrays : IStrayTraffic
{
    public bool IsOpen { get; set; }

    public StrayOrder? Order { get; private set; }

    public List<byte[]> SentOn { get; } = [];

    public List<byte[]> Refused { get; } = [];

    public void Post(StrayOrder order) => Order = order;

    public void Taken()
    {
    }

    public void SendOn(IReadOnlyList<byte[]> packets) => SentOn.AddRange(packets);

    public void Refuse(byte[] packet) => Refused.Add(packet);
}
