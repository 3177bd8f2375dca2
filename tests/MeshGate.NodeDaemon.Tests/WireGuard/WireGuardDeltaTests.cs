using System.Net;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Tests.WireGuard;

public sealed class WireGuardDeltaTests
{
    private static readonly PublicKey Own = Key(1);
    private static readonly PublicKey Peer = Key(2);
    private static readonly IPNetwork[] Inner = [IPNetwork.Parse("100.96.0.2/32")];
    private static readonly IPEndPoint First = IPEndPoint.Parse("203.0.113.1:51820");
    private static readonly IPEndPoint Third = IPEndPoint.Parse("203.0.113.3:51820");
    private static readonly IPEndPoint Second = IPEndPoint.Parse("203.0.113.2:51820");

    [Fact]
    public void Compute_SaysNothing_WhenTheDeviceIsAsWanted()
        => Assert.Empty(Compute(State(StateOf(First, 10)), Wanted(PeerWith(First, 10))));

    [Fact]
    public void Compute_SetsKeyPortAndMark_WhenTheDeviceIsNew()
    {
        var arguments = Assert.Single(Compute(new WireGuardState(null, 0, 0, []), Wanted()));

        Assert.Equal(["private-key", "/keys/private.key", "listen-port", "51820", "fwmark", "0x51"], arguments);
    }

    [Fact]
    public void Compute_PutsTheEndpointBeforeTheKeepalive_WhenAPeerIsNew()
    {
        var arguments = Assert.Single(Compute(State(), Wanted(PeerWith(First, 10))));

        Assert.Equal(["peer", Peer.ToString(), "endpoint", "203.0.113.1:51820", "persistent-keepalive", "10", "allowed-ips", "100.96.0.2/32"], arguments);
    }

    [Fact]
    public void Compute_MovesTheEndpointAlone_WhenAnotherPathIsOrdered()
    {
        var arguments = Assert.Single(Compute(State(StateOf(First, 10)), Wanted(PeerWith(Second, 10)), PeerWith(First, 10)));

        Assert.Equal(["peer", Peer.ToString(), "endpoint", "203.0.113.2:51820"], arguments);
    }

    [Fact]
    public void Compute_LeavesARoamedEndpointAlone_WhenTheOrderIsAnOldOne()
        => Assert.Empty(Compute(State(StateOf(Second, 10)), Wanted(PeerWith(First, 10)), PeerWith(First, 10)));

    [Fact]
    public void Compute_LeavesARoamedEndpointAlone_WhenTheOrderRepeatsWhatWasObserved()
        => Assert.Empty(Compute(State(StateOf(Second, 10)), Wanted(PeerWith(First, 10) with { IsEndpointObserved = true }), PeerWith(Third, 10)));

    [Fact]
    public void Compute_MovesTheEndpoint_WhenWhatWasObservedIsNowChosen()
        => Assert.NotEmpty(Compute(State(StateOf(Second, 10)), Wanted(PeerWith(First, 10)), PeerWith(First, 10) with { IsEndpointObserved = true }));

    [Fact]
    public void Compute_TakesTheEndpointBack_WhenItRoamedToAPathThatWasLeft()
    {
        var wanted = PeerWith(First, 10) with { Forsaken = [Second] };

        Assert.Equal(["peer", Peer.ToString(), "endpoint", First.ToString()], Assert.Single(Compute(State(StateOf(Second, 10)), Wanted(wanted), wanted)));
        Assert.Empty(Compute(State(StateOf(Third, 10)), Wanted(wanted), wanted));
    }

    [Fact]
    public void Compute_GivesAnObservedEndpointBack_WhenTheDeviceLostThePeer()
        => Assert.Contains("203.0.113.1:51820", Assert.Single(Compute(State(), Wanted(PeerWith(First, 10) with { IsEndpointObserved = true }), PeerWith(First, 10))));

    [Fact]
    public void Compute_NeitherAddsNorRemovesAPeer_WhenItIsToBeKeptOnly()
    {
        var kept = PeerWith(First, 0) with { Endpoint = null, IsKeptOnly = true };

        Assert.Empty(Compute(State(), Wanted(kept)));
        Assert.Empty(Compute(State(StateOf(First, 0)), Wanted(kept)));
    }

    [Fact]
    public void Compute_RemovesAPeer_WhenItIsNoLongerWanted()
        => Assert.Equal(["peer", Peer.ToString(), "remove"], Assert.Single(Compute(State(StateOf(First, 10)), Wanted())));

    [Fact]
    public void Compute_SetsTheEndpointInUseAnew_WhenThisMachineHasAnotherAddress()
    {
        var wanted = Wanted(PeerWith(First, 10)) with { Place = 1 };

        var arguments = Assert.Single(Compute(State(StateOf(Second, 10)), wanted, PeerWith(First, 10)));

        Assert.Equal(["peer", Peer.ToString(), "endpoint", "203.0.113.2:51820"], arguments);
    }

    private static List<string[]> Compute(WireGuardState state, WireGuardConfig wanted, params WireGuardPeerConfig[] applied)
    {
        var device = WireGuardDelta.Device(state, wanted);
        return
        [
            .. device.IsEmpty ? [] : new[] { device.ToArray() },
            .. WireGuardDelta.Peers(state, Wanted(applied), wanted).Select(change => change.ToArguments().ToArray()),
        ];
    }

    private static WireGuardState State(params WireGuardPeerState[] peers) => new(Own, 51820, 0x51, [.. peers]);

    private static WireGuardPeerState StateOf(IPEndPoint endpoint, int keepalive) => new(Peer, endpoint, [.. Inner], null, 0, 0, keepalive);

    private static WireGuardConfig Wanted(params WireGuardPeerConfig[] peers) => new()
    {
        PrivateKeyFile = "/keys/private.key",
        PublicKey = Own,
        ListenPort = 51820,
        Peers = [.. peers],
    };

    private static WireGuardPeerConfig PeerWith(IPEndPoint endpoint, int keepalive)
        => new() { PublicKey = Peer, AllowedIPs = [.. Inner], Endpoint = endpoint, PersistentKeepalive = keepalive };

    private static PublicKey Key(byte low)
    {
        var bytes = new byte[32];
        bytes[0] = low;
        bytes[31] = 1;
        return PublicKey.FromBytes(bytes);
    }
}
