using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Lets a fake clock run.</summary>
internal static class Pump
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Until something has happened, at most 100 seconds of the fake clock.</summary>
    public static async Task UntilAsync(this FakeTimeProvider time, Func<bool> happened, string what, TimeSpan? step = null)
    {
        for (var left = Limit; left > TimeSpan.Zero; left -= step ?? Step)
        {
            if (happened())
            {
                return;
            }

            await time.TurnAsync(step ?? Step);
        }

        Assert.Fail($"it did not happen: {what}");
    }

    /// <summary>For a while.</summary>
    public static async Task RunAsync(this FakeTimeProvider time, TimeSpan span, TimeSpan? step = null)
    {
        for (var left = span; left > TimeSpan.Zero; left -= step ?? Step)
        {
            await time.TurnAsync(step ?? Step);
        }
    }

    private static async Task TurnAsync(this FakeTimeProvider time, TimeSpan step)
    {
        time.Advance(step);

        if (time is DaemonClock clock)
        {
            await clock.SettleAsync();
        }
        else
        {
            // Continuations run on the thread pool; this gives them a moment of real time.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
