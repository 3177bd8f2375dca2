using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Failover;

namespace MeshGate.NodeDaemon.Tests.Failover;

public sealed class FailoverOrdersReaderTests
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_GivesTheDefaults_WhenTheOperatorTellsNone()
        => Assert.Equal(new FailoverBlock(), FailoverOrdersReader.Read(null, _problems));

    [Fact]
    public void Read_TakesWhatIsTold()
    {
        var read = FailoverOrdersReader.Read(new EffectiveFailover { Enabled = false, ActiveInterval = "50ms", RecoveryTimeout = "2m", MaxAttempts = 5, PriorityBasedRouting = false }, _problems);

        Assert.Equal(new FailoverBlock { Enabled = false, ActiveInterval = TimeSpan.FromMilliseconds(50), RecoveryTimeout = TimeSpan.FromMinutes(2), MaxAttempts = 5, PriorityBasedRouting = false }, read);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_UsesTheDefaultAndSaysSo_WhenASettingIsOutOfBounds()
    {
        var read = FailoverOrdersReader.Read(new EffectiveFailover { ActiveInterval = "1ms", FailoverTimeout = null!, MaxConcurrentFailovers = -1 }, _problems);

        Assert.Equal(TimeSpan.FromMilliseconds(100), read.ActiveInterval);
        Assert.Equal(1, read.MaxConcurrentFailovers);
        Assert.Equal("settings.failover.activeInterval: '1ms' must be a duration from 20ms to 5s; 100ms is used", _problems[0]);
        Assert.Equal(2, _problems.Count);
    }
}
