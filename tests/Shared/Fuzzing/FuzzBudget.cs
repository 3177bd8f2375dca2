using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MeshGate.Tests.Fuzzing;

/// <summary>
/// How many inputs a fuzz test makes: as many as fit into a few seconds, or exactly as many as MESHGATE_FUZZ_INPUTS says
/// (<c>make fuzz</c>). Each input is held to a time, the run to a memory, and what every parser was given and took is told.
/// </summary>
/// <param name="limit">The longest that a run takes that nobody asked for.</param>
/// <param name="share">
/// Of how many inputs asked for one is made: parsers of text, which refuse by an exception, take a hundred times as long as those of datagrams.
/// </param>
internal sealed class FuzzBudget(TimeSpan limit, int share = 1)
{
    /// <summary>The longest that an input may take, however often it is tried; a busy machine may stop one of them for longer.</summary>
    private static readonly TimeSpan InputLimit = TimeSpan.FromMilliseconds(20);

    private const int Tries = 20;
    private const long MemoryLimit = 16 << 20;

    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("MESHGATE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int inputs) ? inputs : null;

    private readonly SortedDictionary<string, Tally> _parsers = new(StringComparer.Ordinal);
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _memory = GC.GetTotalMemory(forceFullCollection: true);
    private TimeSpan _slowest;
    private long _most;

    /// <summary>The inputs fed so far.</summary>
    public int Made { get; private set; }

    /// <summary>Whether there is one more to make.</summary>
    public bool IsLeft => Asked is { } asked ? Made < asked / share : Made % 64 != 0 || Stopwatch.GetElapsedTime(_started) < limit;

    /// <summary>Feeds an input; what throws or takes too long fails the test, and says what is to be added to the corpus.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a parser throws is what is looked for.")]
    public void Feed(byte[] input, Action<byte[]> parse)
    {
        try
        {
            TimeSpan least = Measure(input, parse);
            for (int i = 0; least > InputLimit && i < Tries; i++)
            {
                TimeSpan again = Measure(input, parse);
                least = again < least ? again : least;
            }

            if (least > InputLimit)
            {
                Assert.Fail($"Add this to the corpus, it takes {least.TotalMilliseconds:0} ms: {Convert.ToHexString(input)}");
            }

            _slowest = least > _slowest ? least : _slowest;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or Xunit.Sdk.XunitException))
        {
            Assert.Fail($"Add this to the corpus: {Convert.ToHexString(input)}\n{e}");
        }

        Made++;
        _most = Made % 65536 == 0 ? Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false)) : _most;
    }

    /// <summary>Counts that a parser was given an input, and whether it took it, which is returned.</summary>
    public bool Count(string parser, bool isRead)
    {
        if (!_parsers.TryGetValue(parser, out Tally? tally))
        {
            _parsers[parser] = tally = new Tally();
        }

        tally.Inputs++;
        tally.Read += isRead ? 1 : 0;
        return isRead;
    }

    /// <summary>How many inputs a parser took.</summary>
    public long ReadBy(string parser) => _parsers.TryGetValue(parser, out Tally? tally) ? tally.Read : 0;

    /// <summary>Holds the run to its budget, and says what it was.</summary>
    public void Report(ITestOutputHelper output)
    {
        long kept = GC.GetTotalMemory(forceFullCollection: true) - _memory;
        foreach ((string parser, Tally tally) in _parsers)
        {
            Say(output, $"fuzz {parser,-28} {tally.Inputs,10} inputs, {tally.Read,9} read");
        }

        Say(output, string.Create(
            CultureInfo.InvariantCulture,
            $"     {Made} inputs in {Stopwatch.GetElapsedTime(_started).TotalSeconds:0.0} s; slowest {_slowest.TotalMilliseconds:0.0} ms; heap at most {Math.Max(_most, _memory) >> 20} MiB, {kept >> 10} KiB kept"));
        Assert.True(kept < MemoryLimit, $"The parsers kept {kept} bytes.");
    }

    private static TimeSpan Measure(byte[] input, Action<byte[]> parse)
    {
        long start = Stopwatch.GetTimestamp();
        parse(input);
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Say(ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Asked is not null)
        {
            Console.WriteLine(line);
        }
    }

    private sealed class Tally
    {
        public long Inputs { get; set; }

        public long Read { get; set; }
    }
}
