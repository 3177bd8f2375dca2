using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Connections;

namespace MeshGate.NodeDaemon.Tests.Connections;

public sealed class ConnectionOrdersReaderTests
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_GivesNone_WhenTheOperatorTellsNone() => Assert.Null(ConnectionOrdersReader.Read(null, _problems));

    [Fact]
    public void Read_TakesWhatIsTold_AndTheDefaultsAreThePolicys()
    {
        Assert.Equal(new ConnectionsBlock(), ConnectionOrdersReader.Read(new EffectiveConnections(), _problems));
        Assert.Equal(
            new ConnectionsBlock { MaxConnections = 30, MinConnections = 3, MaxIdleTime = TimeSpan.FromMinutes(1), Reuse = false, RetryBackoffMultiplier = 3 },
            ConnectionOrdersReader.Read(new EffectiveConnections { MaxConnections = 30, MinConnections = 3, MaxIdleTime = "1m", Reuse = false, RetryBackoffMultiplier = 3 }, _problems));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_UsesWhatIsAllowedAndSaysSo_WhenASettingIsOutOfBounds()
    {
        var read = ConnectionOrdersReader.Read(
            new EffectiveConnections { MaxConnections = -4, MinConnections = 90, MaxIdleTime = "1s", ConnectionTimeout = null!, MaxReuseCount = 0, RetryBackoffMultiplier = double.NaN }, _problems)!;

        Assert.Equal((1, 1, 1, 2.0), (read.MaxConnections, read.MinConnections, read.MaxReuseCount, read.RetryBackoffMultiplier));
        Assert.Equal((TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(30)), (read.MaxIdleTime, read.ConnectionTimeout));
        Assert.Equal("settings.connections.maxIdleTime: '1s' must be a duration from 10s to 24h; 300s is used", _problems[0]);
        Assert.Equal(2, _problems.Count);
    }
}
