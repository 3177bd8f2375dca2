using System.Diagnostics;
using System.Globalization;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>
/// How many inputs a fuzz test makes: as many as fit into a few seconds, or exactly as many as MESHGATE_FUZZ_INPUTS says
/// (<c>make fuzz</c>), which then is told with the time and the memory it took.
/// </summary>
internal sealed class FuzzBudget
{
    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("MESHGATE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int inputs) ? inputs : null;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _memory = GC.GetTotalMemory(forceFullCollection: true);
    private readonly TimeSpan _limit;

    public FuzzBudget(int target, TimeSpan limit)
    {
        Target = Asked ?? target;
        _limit = Asked is null ? limit : TimeSpan.FromHours(1);
    }

    /// <summary>The most inputs.</summary>
    public int Target { get; }

    /// <summary>Whether there is one more to make.</summary>
    public bool Allows(int made) => made < Target && (made % 1024 != 0 || Stopwatch.GetElapsedTime(_started) < _limit);

    /// <summary>Holds the run to its budget, and says what it was.</summary>
    /// <param name="output">Is told.</param>
    /// <param name="made">How many inputs there were.</param>
    /// <param name="what">What they were and what came of them.</param>
    public void Report(ITestOutputHelper output, int made, string what)
    {
        long grown = GC.GetTotalMemory(forceFullCollection: true) - _memory;
        string said = string.Create(
            CultureInfo.InvariantCulture, $"{made} {what}, in {Stopwatch.GetElapsedTime(_started).TotalSeconds:0.0} s; {grown / 1024} KiB kept");
        output.WriteLine(said);
        if (Asked is not null)
        {
            Console.WriteLine(said);
        }

        Assert.InRange(made, Asked ?? 1024, Target);
        Assert.True(grown < 16 << 20, $"The readers kept {grown} bytes.");
    }
}
