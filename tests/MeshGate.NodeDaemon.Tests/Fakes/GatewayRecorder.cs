using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Health;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Stands for hellos, moves and probes, and keeps what a runner of gateways asks of them.</summary>
internal sealed class GatewayRecorder : IHelloWatch, IFailoverLane, IGatewayProbes
{
    public Dictionary<string, HelloVerdict> Verdicts { get; } = [];

    public List<(PublicKey Peer, ImmutableArray<IPNetwork> Networks)> Allowed { get; } = [];

    public ImmutableArray<ProbeTarget> Targets { get; private set; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> Watched { get; private set; } = ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty;

    public HelloSettings Settings { get; set; } = new();

    public long Packets => 0;

    public bool IsLate => false;

    public int Port
    {
        set => _ = value;
    }

    public HelloReading Read(string peer) => new(Verdicts.GetValueOrDefault(peer), TimeSpan.Zero, default);

    public long BytesOf(IPAddress address) => 0;

    public void Allow(PublicKey peer, ImmutableArray<IPNetwork> networks) => Allowed.Add((peer, networks));

    public void Probe(ImmutableArray<ProbeTarget> targets) => Targets = targets;

    public void Watch(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes) => Watched = routes;

    public void Watch(IReadOnlyCollection<HelloTarget> targets) => throw new NotSupportedException();

    public void Moved(string peer, int move, TimeSpan? roundTrip) => throw new NotSupportedException();

    public void Move(PublicKey peer, IPEndPoint to, Action done) => throw new NotSupportedException();

    public void Pin(IPEndPoint against, IPEndPoint instead, TimeSpan length) => throw new NotSupportedException();

    public void Unpin(IPEndPoint against) => throw new NotSupportedException();
}
