using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Tests.Peers;

/// <content>Who begins WireGuard's handshake.</content>
public sealed partial class PathCheckerTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Handle_LeavesTheHandshakeToOneEnd_WhenThePeerHasBegunIt(bool isBegunByControlled, bool isBegunByControlling)
    {
        var (controlling, controlled) = _a.Session.Checks.Controlling ? (_a, _b) : (_b, _a);
        controlled.Checker.Gate = new Awake(isBegunByControlled);
        controlling.Checker.Gate = new Awake(isBegunByControlling);
        controlled.Learn(controlling.Address);
        controlling.Checker.Handle(controlled.Address, _wire.Sent.Single().Message, TimeSpan.Zero);
        Assert.Equal(isBegunByControlling || !isBegunByControlled, controlling.Session.IsInitiator(TimeSpan.FromSeconds(1)));
        Assert.True(controlling.Session.IsInitiator(TimeSpan.FromSeconds(3)));
    }

    private sealed class Awake(bool hasInitiation) : ISessionGate
    {
        public bool TryWake(PeerSession session, TimeSpan now) => true;

        public bool TryRest(PeerSession session, TimeSpan now) => false;

        public bool HasInitiation(PeerSession session) => hasInitiation;

        public void Answered(PeerSession session, bool agrees, TimeSpan now)
        {
        }
    }
}
