using System.Globalization;

namespace MeshGate.Lab.Demonstration;

/// <summary>How busy a computer is, by the first line of <c>/proc/stat</c> (proc(5)).</summary>
/// <param name="Busy">The time that all its processors worked since it was started, in the kernel's ticks.</param>
/// <param name="Total">The time that they were there.</param>
public readonly record struct ProcessorClock(long Busy, long Total)
{
    private const int Idle = 3;
    private const int WaitingForDisks = 4;
    private const int Fields = 8;

    /// <summary>This computer's.</summary>
    public static ProcessorClock Read()
    {
        using var reader = new StreamReader("/proc/stat");
        return Parse(reader.ReadLine() ?? string.Empty);
    }

    /// <summary>Reads the line; one that is something else is no time at all.</summary>
    public static ProcessorClock Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= Fields || fields[0] != "cpu")
        {
            return default;
        }

        var ticks = fields.Skip(1).Take(Fields).Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
        return new ProcessorClock(ticks.Sum() - ticks[Idle] - ticks[WaitingForDisks], ticks.Sum());
    }

    /// <summary>The share of the time since an earlier reading that they worked, 0 to 1.</summary>
    public double Since(ProcessorClock earlier) => Total > earlier.Total ? Math.Clamp((Busy - earlier.Busy) / (double)(Total - earlier.Total), 0, 1) : 0;
}
