using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayOrderTests
{
    private static readonly PublicKey One = Key(1);
    private static readonly PublicKey Other = Key(2);

    [Fact]
    public void For_PutsRelaysOfBothEndsFirst_ThoseThatAreNearToBothBeforeOthers()
    {
        RelayIdentity[] ofOne = [Relay(10), Relay(11), Relay(12)];
        RelayIdentity[] ofOther = [Relay(10), Relay(12), Relay(13)];

        Assert.Equal([Relay(10), Relay(12)], RelayOrder.For(One, Other, ofOne, ofOther).Take(2));
        Assert.Equal(4, RelayOrder.For(One, Other, ofOne, ofOther).Length);
    }

    [Fact]
    public void For_GivesBothEndsOneOrder_AndSpreadsPairsOverEqualRelays()
    {
        RelayIdentity[] near = [Relay(10), Relay(11)];
        RelayIdentity[] far = [Relay(11), Relay(10)];
        var first = new HashSet<RelayIdentity>();
        for (byte i = 20; i < 60; i++)
        {
            var order = RelayOrder.For(One, Key(i), near, far);
            Assert.Equal(order, RelayOrder.For(Key(i), One, far, near));
            first.Add(order[0]);
        }

        Assert.Equal(2, first.Count);
    }

    [Fact]
    public void For_LeavesTheEndsThemselvesOut()
        => Assert.Equal([Relay(10)], RelayOrder.For(One, Other, [new RelayIdentity("other", Other), Relay(10)], [new RelayIdentity("one", One)]));

    private static RelayIdentity Relay(byte number) => new($"relay-{number}", Key(number));

    private static PublicKey Key(byte number) => PublicKey.FromBytes([.. Enumerable.Repeat(number, PublicKey.Length)]);
}
