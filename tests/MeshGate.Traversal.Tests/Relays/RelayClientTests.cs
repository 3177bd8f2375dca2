using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayClientTests
{
    private static readonly PublicKey First = Key(100);
    private static readonly PublicKey Second = Key(101);
    private static readonly ImmutableArray<RelayIdentity> Both = [RelaySimulation.Identity(First), RelaySimulation.Identity(Second)];
    private readonly RelaySimulation _world = new();

    [Fact]
    public void APath_ComesAbout_WhenBothEndsWantIt()
    {
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(0.3);

        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
        Assert.Equal(RelaySimulation.AddressOf(First).Address, _world.Paths[(A, B)].Address);
    }

    [Fact]
    public void APath_ComesAbout_WhenOneEndIsWoken()
    {
        Start();
        Want(A, B);
        _world.Run(0.5);

        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
    }

    [Fact]
    public void ThePath_LastsAnHour_AndIsRefreshedSparingly()
    {
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(1);
        int before = _world.Sent;
        _world.Run(3600);

        Assert.Empty(_world.Losses);
        Assert.Equal(2, _world.Paths.Count);
        Assert.InRange(_world.Sent - before, 2 * 400, 2 * 800);
    }

    [Fact]
    public void APeerThatIsRegisteredWithTheNextRelayAlone_IsMetThere_WithinTwoSeconds()
    {
        Start();
        _world.Do(B, new RelayClientEvent.Assigned([Both[1]]));
        _world.Run(61);
        Want(A, B);
        _world.Run(2);

        Assert.Equal(RelaySimulation.AddressOf(Second).Address, _world.Paths[(A, B)].Address);
        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(300)]
    public void ARelayThatAnswersLate_IsRegisteredWith_AsSoonAsItIsAskedAgain(double silent)
    {
        _world.Dead.Add(First);
        Start();
        _world.Run(silent);
        Assert.Null(_world.Node(A).Relays[First].RegisteredAt);

        _world.Dead.Remove(First);
        _world.Run(21);
        Assert.NotNull(_world.Node(A).Relays[First].RegisteredAt);
    }

    [Fact]
    public void ARelayThatServesTheNodeLater_IsRegisteredWith_WithinSeconds()
    {
        Start();
        _world.Configure(First, null);
        _world.Run(23);
        Assert.Null(_world.Node(A).Relays[First].RegisteredAt);

        _world.Configure(First, new RelayTableOptions { FirstPort = 40001, LastPort = 40010 });
        _world.Run(5);
        Assert.NotNull(_world.Node(A).Relays[First].RegisteredAt);
    }

    [Fact]
    public void TheNextRelay_IsUsed_WhenTheFirstIsSilent()
    {
        _world.Dead.Add(First);
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(6);

        Assert.Equal(RelaySimulation.AddressOf(Second).Address, _world.Paths[(A, B)].Address);
        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
    }

    [Fact]
    public void TheRelayThatIsSilent_IsSaidToFail_AndNoOther()
    {
        _world.Dead.Add(First);
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(6);

        Assert.Equal([(A, First), (B, First)], _world.Failures.Distinct().Order(Comparer<(PublicKey Node, PublicKey)>.Create((one, other) => one.Node.CompareTo(other.Node))));
    }

    [Fact]
    public void NoRelayIsSaidToFail_WhenThePeerDoesNotCome()
    {
        Start();
        Want(A, Key(77));
        _world.Run(60);

        Assert.Empty(_world.Failures);
    }

    [Theory]
    [InlineData(2, 3, 0.9)]
    [InlineData(4, 0.2, 1.1)]
    [InlineData(4, 3, 3.2)]
    public void TheNextRelay_IsAskedSooner_WhereFewerOrShorterAttemptsAreWanted(int asks, double timeout, double latest)
    {
        _world.Dead.Add(First);
        Start();
        foreach (PublicKey node in new[] { A, B })
        {
            _world.Change(node, state => state with { MaxAsks = asks, AnswerTimeout = TimeSpan.FromSeconds(timeout) });
            Want(node, node == A ? B : A);
        }

        _world.Run(latest);
        Assert.Equal(2, _world.Paths.Count);
    }

    [Fact]
    public void TheNextRelay_IsUsed_WhenTheFirstDies()
    {
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(1);
        _world.Dead.Add(First);
        _world.Do(A, new RelayClientEvent.Doubted(B));
        _world.Do(B, new RelayClientEvent.Doubted(A));
        _world.Run(4);

        Assert.Equal(RelaySimulation.AddressOf(Second).Address, _world.Paths[(A, B)].Address);
        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
        Assert.All(_world.Losses, reason => Assert.Contains("no longer answers", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void TheNextRelay_IsUsed_WhenTheFirstHasNoPort()
    {
        Start(new RelayTableOptions { FirstPort = 40001, LastPort = 40000 });
        Want(A, B);
        Want(B, A);
        _world.Run(3);

        Assert.Equal(RelaySimulation.AddressOf(Second).Address, _world.Paths[(A, B)].Address);
        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
    }

    [Fact]
    public void ThePath_IsProvenAnew_WhenTheNatsMapAnew()
    {
        Start();
        Want(A, B);
        Want(B, A);
        _world.Run(1);
        _world.MappingEpoch++;
        _world.Do(A, new RelayClientEvent.Moved());
        _world.Do(B, new RelayClientEvent.Moved());
        _world.Run(0.5);

        Assert.Empty(_world.Losses);
        Assert.NotNull(_world.Node(A).Relays[First].RegisteredAt);
    }

    [Fact]
    public void AllRelays_RestAndAreAskedAgain_WhenThePeerNeverComes()
    {
        Start();
        Want(A, Key(50));
        _world.Run(30);
        int before = _world.Sent;
        _world.Run(60);

        Assert.Empty(_world.Paths);
        Assert.Contains("did not come", string.Join(' ', _world.Node(A).Wants[Key(50)].Problems), StringComparison.Ordinal);
        Assert.InRange(_world.Sent - before, 1, 60);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void ThePath_Lasts_AtARelayThatIsNotTheNodesOwn_WhenItIsWantedAgain(double after)
    {
        Start();
        _world.Do(A, new RelayClientEvent.Assigned([Both[1]]));
        Want(A, B);
        Want(B, A);
        _world.Run(40);
        foreach (var (node, peer) in new[] { (A, B), (B, A) })
        {
            _world.Do(node, new RelayClientEvent.Released(peer, "it sleeps"));
        }

        _world.Run(after);
        _world.Losses.Clear();
        _world.Paths.Clear();
        Want(A, B);
        Want(B, A);
        _world.Run(60);

        Assert.Empty(_world.Losses);
        Assert.Equal(_world.Paths[(A, B)], _world.Paths[(B, A)]);
        Assert.Equal(RelaySimulation.AddressOf(First).Address, _world.Paths[(A, B)].Address);
    }

    [Fact]
    public void Released_WithdrawsThePath_WithTheReason()
    {
        Start();
        Want(A, B);
        _world.Run(1);
        _world.Do(A, new RelayClientEvent.Released(B, "a direct path is in use"));

        Assert.False(_world.Paths.ContainsKey((A, B)));
        Assert.Contains("a direct path is in use", _world.Losses);
    }

    [Fact]
    public void Replies_ChangeNothing_FromAnotherAddressOrForAnotherRequest()
    {
        Start();
        Want(A, B);
        RelayClientState before = _world.Node(A);
        var granted = new RelayMessage { Kind = RelayMessageKind.Granted, Port = 40001, Peer = B };

        foreach ((var transaction, RelayRequest request) in before.Pending)
        {
            _world.Do(A, new RelayClientEvent.Replied(request.Relay, transaction, new IPEndPoint(IPAddress.Loopback, 1), granted));
            _world.Do(A, new RelayClientEvent.Replied(Second == request.Relay ? First : Second, transaction, request.To, granted));
        }

        Assert.Equal(RelayWantPhase.Asking, _world.Node(A).Wants[B].Phase);
    }

    [Fact]
    public void Notices_ChangeNothing_WhenReplayedOrOfAnEarlierRunOfTheRelay()
    {
        Start();
        var notice = new RelayMessage { Kind = RelayMessageKind.Notice, Peer = B, Sequence = 1, Token = _world.Node(A).Relays[First].Epoch };
        _world.Do(A, new RelayClientEvent.Noticed(First, notice with { Token = default, Sequence = 9 }));
        Assert.Empty(_world.Node(A).Wants);

        _world.Do(A, new RelayClientEvent.Noticed(First, notice));
        _world.Do(A, new RelayClientEvent.Released(B, "enough"));
        _world.Do(A, new RelayClientEvent.Noticed(First, notice));
        Assert.Empty(_world.Node(A).Wants);
    }

    private void Start(RelayTableOptions? first = null)
    {
        _world.AddRelay(First, first);
        _world.AddRelay(Second);
        _world.Do(A, new RelayClientEvent.Assigned(Both));
        _world.Do(B, new RelayClientEvent.Assigned(Both));
        _world.Run(0.2);
    }

    private void Want(PublicKey node, PublicKey peer) => _world.Do(node, new RelayClientEvent.Wanted(peer, Both));
}
