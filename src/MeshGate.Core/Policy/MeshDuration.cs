using System.Buffers;
using System.Globalization;
using System.Text;

namespace MeshGate.Core.Policy;

/// <summary>Durations as Kubernetes writes them: decimal numbers with units, such as <c>25s</c>, <c>1m30s</c> or <c>500ms</c>.</summary>
public static class MeshDuration
{
    private const int LongestText = 32;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", 10m), ("µs", 10m), ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration that is not negative, up to 100 days, rounded down to 100 ns. At most 32 characters.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is null || text.Length is 0 or > LongestText)
        {
            return false;
        }

        if (text == "0")
        {
            return true;
        }

        decimal ticks = 0;
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || digits > 12
                || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
            {
                return false;
            }

            rest = rest[digits..];
            int letters = rest.IndexOfAnyInRange('0', '9');
            ReadOnlySpan<char> unit = letters < 0 ? rest : rest[..letters];
            if (!TryGetUnit(unit, out decimal unitTicks))
            {
                return false;
            }

            ticks += number * unitTicks;
            rest = rest[unit.Length..];
        }

        if (ticks > 100 * (decimal)TimeSpan.TicksPerDay)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes a duration, to the millisecond, in the shortest such form: <c>1m30s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var text = new StringBuilder();
        Append((int)duration.TotalHours, "h");
        Append(duration.Minutes, "m");
        Append(duration.Seconds, "s");
        Append(duration.Milliseconds, "ms");
        return text.Length == 0 ? "0s" : text.ToString();

        void Append(int value, string unit)
        {
            if (value != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }
    }

    private static bool TryGetUnit(ReadOnlySpan<char> text, out decimal ticks)
    {
        foreach ((string unit, decimal unitTicks) in Units)
        {
            if (text.SequenceEqual(unit))
            {
                ticks = unitTicks;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
