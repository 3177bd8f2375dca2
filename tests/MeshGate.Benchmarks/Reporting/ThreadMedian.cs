using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MeshGate.Benchmarks.Reporting;

/// <summary>
/// Measures by the processor time of the calling thread, with the pauses of the garbage collector that fall on it: on a machine that does
/// other things too, the clock on the wall says little. Code under measurement must do its work on one thread.
/// </summary>
internal static partial class ThreadMedian
{
    private const int Runs = 9;
    private const int WarmUp = 5;
    private const double LeastWarmUp = 1500;
    private const int ThreadClock = 3;

    /// <summary>The median of what one run costs in milliseconds, by the thread's clock and by the one on the wall, and the bytes that it allocates. Runs before it, in which code is compiled, do not count.</summary>
    public static (double Milliseconds, double OnTheWall, long Bytes) Of(Action run)
    {
        double warm = 0;
        for (int i = 0; i < WarmUp || warm < LeastWarmUp; i++)
        {
            warm += Once(run).Milliseconds;
        }

        List<(double Milliseconds, double OnTheWall)> measured = [.. Enumerable.Range(0, Runs).Select(_ => Once(run))];
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return (Middle(measured.ConvertAll(cost => cost.Milliseconds)), Middle(measured.ConvertAll(cost => cost.OnTheWall)), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>What one run costs in milliseconds, by the thread's clock and by the one on the wall.</summary>
    public static (double Milliseconds, double OnTheWall) Once(Action run)
    {
        long started = Stopwatch.GetTimestamp();
        double before = Now();
        run();
        return (Now() - before, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The median.</summary>
    public static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Now() => ReadClock(ThreadClock, out TimeSpec time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
        : throw new PlatformNotSupportedException("The thread's clock cannot be read.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
