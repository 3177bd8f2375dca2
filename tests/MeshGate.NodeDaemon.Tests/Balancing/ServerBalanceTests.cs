using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Balancing;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Balancing;

public sealed class ServerBalanceTests
{
    private static readonly string[] Three = ["fastest", "near", "also near"];
    private readonly FakeTimeProvider _time = new();
    private readonly ServerBalance _balance;

    public ServerBalanceTests() => _balance = new ServerBalance(_time);

    [Theory]
    [InlineData(LoadBalancingStrategy.RoundRobin)]
    [InlineData(LoadBalancingStrategy.WeightedRoundRobin)]
    [InlineData(LoadBalancingStrategy.LeastConnections)]
    public void Take_GivesEachServerAsMany(LoadBalancingStrategy strategy)
    {
        _balance.Settings = new LoadBalancerBlock { Strategy = strategy };

        Assert.All(Spread(30).Values, count => Assert.Equal(10, count));
    }

    [Theory]
    [InlineData(LoadBalancingStrategy.Random)]
    [InlineData(LoadBalancingStrategy.ConsistentHash)]
    public void Take_UsesEveryServer(LoadBalancingStrategy strategy)
    {
        _balance.Settings = new LoadBalancerBlock { Strategy = strategy };

        Assert.Equal(3, Spread(100).Count);
    }

    [Theory]
    [InlineData(true, LoadBalancingStrategy.LeastLatency)]
    [InlineData(false, LoadBalancingStrategy.RoundRobin)]
    public void Take_GivesTheFastest_WhereTheNearestIsWanted_OrNothingIsBalanced(bool isOn, LoadBalancingStrategy strategy)
    {
        _balance.Settings = new LoadBalancerBlock { Enabled = isOn, Strategy = strategy };

        Assert.Equal(["fastest"], Spread(10).Keys);
    }

    [Fact]
    public void Take_GivesTheSameServerAgain_ByHash()
    {
        _balance.Settings = new LoadBalancerBlock { Strategy = LoadBalancingStrategy.ConsistentHash };
        for (var i = 0; i < 50; i++)
        {
            var first = _balance.Take($"peer-{i}", Three, []);
            Assert.Equal(first, _balance.Take($"peer-{i}", Three, []));
            _balance.Give($"peer-{i}");
        }
    }

    [Fact]
    public void Take_GivesTheSameServerAgain_ForAsLongAsSessionsAreSticky()
    {
        _balance.Settings = new LoadBalancerBlock { StickySessions = true, StickyTimeout = TimeSpan.FromSeconds(60) };
        var first = _balance.Take("b", Three, []);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(first, _balance.Take("b", Three, []));
        }
    }

    [Fact]
    public void Take_CountsSessionsOfServersThatAreNotToBeChosenNow()
    {
        _balance.Settings = new LoadBalancerBlock { Strategy = LoadBalancingStrategy.LeastConnections };
        Assert.Equal("near", _balance.Take("one", ["near"], ["fastest", "also near"]));
        Assert.Equal("near", _balance.Take("two", ["near"], ["fastest", "also near"]));
        Assert.Equal(["also near", "fastest"], new[] { _balance.Take("three", Three, []), _balance.Take("four", Three, []) }.Order());
        _balance.Give("one");
        _balance.Give("two");
        Assert.Equal("near", _balance.Take("five", Three, []));
    }

    [Fact]
    public void Take_GivesTheFastest_WhereAllHaveAsManyAsTheyMay()
    {
        _balance.Settings = new LoadBalancerBlock { MaxConnectionsPerNode = 1 };
        Spread(3);

        Assert.Equal("fastest", _balance.Take("fourth", Three, []));
    }

    [Fact]
    public void Settings_MayChange_WhileServersAreHeld()
    {
        Spread(5);
        _balance.Settings = new LoadBalancerBlock { Strategy = LoadBalancingStrategy.LeastConnections };
        Spread(30);
        for (var i = 0; i < 30; i++)
        {
            _balance.Give($"peer-{i}");
        }

        Assert.All(Spread(30).Values, count => Assert.Equal(10, count));
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(11, 1, true)]
    [InlineData(12, 1, false)]
    [InlineData(125, 100, true)]
    [InlineData(126, 100, false)]
    public void IsNear_AllowsALittleOrAQuarter(double milliseconds, double best, bool isNear)
        => Assert.Equal(isNear, ServerBalance.IsNear(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(best)));

    private Dictionary<string, int> Spread(int sessions) => Enumerable.Range(0, sessions).Select(i => _balance.Take($"peer-{i}", Three, [])).CountBy(server => server).ToDictionary();
}
