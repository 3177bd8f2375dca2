namespace MeshGate.NodeDaemon.Tests.Peers;

/// <content>Who begins WireGuard's handshake.</content>
public sealed partial class PathCheckerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Handle_LeavesTheHandshakeToOneEnd_WhenThePeerHasBegunIt(bool isBegunByBoth)
    {
        var (controlling, controlled) = _a.Session.Checks.Controlling ? (_a, _b) : (_b, _a);
        (controlled.Session.HasInitiation, controlling.Session.HasInitiation) = (true, isBegunByBoth);
        controlled.Learn(controlling.Address);
        controlling.Checker.Handle(controlled.Address, _wire.Sent.Single().Message, TimeSpan.Zero);
        Assert.Equal(isBegunByBoth, controlling.Session.IsInitiator(TimeSpan.FromSeconds(1)));
        Assert.True(controlling.Session.IsInitiator(TimeSpan.FromSeconds(3)));
    }
}
