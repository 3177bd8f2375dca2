using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>
/// A fake clock that knows whose it is. It goes on only when they have done what it had come to: a clock that runs while a busy machine keeps
/// a daemon from its processor lets all its patience end.
/// </summary>
internal sealed class DaemonClock : FakeTimeProvider
{
    /// <summary>What an idle daemon's parts may still hand each other before they are idle too.</summary>
    private const int QuietRounds = 2;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private ImmutableList<AgentRig> _daemons = [];

    /// <summary>Begins work whose steps are done one after another, those of all that was begun here.</summary>
    public Task Begin(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();

    public void Attach(AgentRig daemon) => _daemons = _daemons.Add(daemon);

    public void Detach(AgentRig daemon) => _daemons = _daemons.Remove(daemon);

    /// <summary>Waits until all daemons have done what there is to do.</summary>
    public async Task SettleAsync()
    {
        var start = System.GetTimestamp();
        await Task.Delay(Moment, System);
        for (var quiet = 0; quiet < QuietRounds; quiet++)
        {
            await Begin(() => Task.CompletedTask);
            if (!_daemons.All(daemon => daemon.IsIdle))
            {
                Assert.True(System.GetElapsedTime(start) < Limit, "a daemon does not come to rest");
                await Task.Delay(Moment, System);
                quiet = -1;
            }
        }
    }
}
