using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>Lets a fake clock run until something has happened.</summary>
internal static class Pump
{
    public static async Task UntilAsync(this FakeTimeProvider time, Func<bool> happened, TimeSpan? step = null)
    {
        for (var i = 0; i < 5000; i++)
        {
            if (happened())
            {
                return;
            }

            time.Advance(step ?? TimeSpan.Zero);
            // Continuations run on the thread pool; this gives them a moment of real time.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        Assert.Fail("it did not happen");
    }
}
