using System.Globalization;

namespace MeshGate.Lab.Demonstration.Charts;

/// <summary>The place of a chart on its paper: from values to coordinates, and where its lines stand.</summary>
internal sealed class ChartFrame
{
    internal const int Width = 860;
    internal const int Height = 240;
    internal const int Left = 56;
    internal const int Right = 12;
    internal const int Top = 22;
    internal const int Bottom = 28;
    private const int Lines = 5;

    internal ChartFrame(double from, double to, double most)
    {
        From = Finite(from);
        To = Math.Max(Finite(to), From + 1);
        Step = Round(Math.Max(Finite(most), 1e-3) / Lines);
        Most = Math.Ceiling(Math.Max(Finite(most), 1e-3) / Step) * Step;
    }

    internal double From { get; }

    internal double To { get; }

    internal double Most { get; }

    internal double Step { get; }

    internal double X(double value) => Left + ((Math.Clamp(value, From, To) - From) / (To - From) * (Width - Left - Right));

    internal double Y(double value) => Height - Bottom - (Math.Clamp(value, 0, Most) / Most * (Height - Top - Bottom));

    /// <summary>The values at which horizontal lines stand.</summary>
    internal IEnumerable<double> Levels()
    {
        for (var i = 0; i * Step <= Most * 1.0001; i++)
        {
            yield return i * Step;
        }
    }

    /// <summary>The values that are written below the chart.</summary>
    internal IEnumerable<double> Times()
    {
        var step = Round((To - From) / (2 * Lines));
        for (var i = Math.Ceiling(From / step); i * step <= To; i++)
        {
            yield return i * step;
        }
    }

    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double Finite(double value) => double.IsFinite(value) ? Math.Clamp(value, 0, 1e9) : 0;

    // 1, 2 or 5 times a power of ten.
    private static double Round(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return step <= power ? power : step <= 2 * power ? 2 * power : step <= 5 * power ? 5 * power : 10 * power;
    }
}
