using System.Text;

namespace MeshGate.Lab.Demonstration.Charts;

/// <summary>Draws charts over time as SVG, which stands in a page by itself: its colours are classes of the page, and it runs nothing.</summary>
public static class Chart
{
    /// <summary>How many colours a page has to have: classes <c>c0</c> and on.</summary>
    public const int Colors = 6;

    private const int MostPoints = 4_000;

    /// <summary>Each series as a line.</summary>
    /// <param name="title">What a reader who does not see it is told.</param>
    /// <param name="series">The series.</param>
    /// <param name="marks">What happened meanwhile.</param>
    /// <param name="unit">The unit of what it shows.</param>
    public static string Lines(string title, IReadOnlyList<ChartSeries> series, IReadOnlyList<ChartMark> marks, string unit) =>
        Draw(title, series, marks, unit, (text, frame, points, color) =>
        {
            text.Append("<polyline class=\"line c").Append(color).Append("\" points=\"");
            text.AppendJoin(' ', points.Select(point => $"{ChartFrame.Number(frame.X(point.X))},{ChartFrame.Number(frame.Y(point.Y))}"));
            text.Append("\"/>\n");
        });

    /// <summary>Each point of each series as a dot.</summary>
    /// <param name="title">What a reader who does not see it is told.</param>
    /// <param name="series">The series.</param>
    /// <param name="marks">What happened meanwhile.</param>
    /// <param name="unit">The unit of what it shows.</param>
    public static string Dots(string title, IReadOnlyList<ChartSeries> series, IReadOnlyList<ChartMark> marks, string unit) =>
        Draw(title, series, marks, unit, (text, frame, points, color) =>
        {
            foreach (var (x, y) in points)
            {
                text.Append("<circle class=\"dot c").Append(color).Append("\" r=\"2.2\" cx=\"").Append(ChartFrame.Number(frame.X(x)))
                    .Append("\" cy=\"").Append(ChartFrame.Number(frame.Y(y))).Append("\"/>\n");
            }
        });

    private static string Draw(
        string title,
        IReadOnlyList<ChartSeries> series,
        IReadOnlyList<ChartMark> marks,
        string unit,
        Action<StringBuilder, ChartFrame, IReadOnlyList<(double X, double Y)>, int> draw)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(marks);
        var points = series.Select(one => Thinned([.. one.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))])).ToArray();
        var all = points.SelectMany(one => one).DefaultIfEmpty((0, 0)).ToArray();
        var frame = new ChartFrame(all.Min(point => point.X), all.Max(point => point.X), all.Max(point => point.Y));
        var text = new StringBuilder();
        text.Append("<svg viewBox=\"0 0 ").Append(ChartFrame.Width).Append(' ').Append(ChartFrame.Height).Append("\" role=\"img\" aria-label=\"")
            .Append(PageText.Escape(title)).Append("\">\n");
        Axes(text, frame, unit);
        Marks(text, frame, marks);
        for (var i = 0; i < series.Count; i++)
        {
            draw(text, frame, points[i], i % Colors);
        }

        text.Append("</svg>\n");
        Legend(text, series);
        return text.ToString();
    }

    private static void Axes(StringBuilder text, ChartFrame frame, string unit)
    {
        foreach (var level in frame.Levels())
        {
            var y = ChartFrame.Number(frame.Y(level));
            text.Append("<line class=\"grid\" x1=\"").Append(ChartFrame.Left).Append("\" x2=\"").Append(ChartFrame.Width - ChartFrame.Right)
                .Append("\" y1=\"").Append(y).Append("\" y2=\"").Append(y).Append("\"/>");
            Label(text, ChartFrame.Left - 6, frame.Y(level) + 4, "end", ChartFrame.Number(level));
        }

        foreach (var time in frame.Times())
        {
            Label(text, frame.X(time), ChartFrame.Height - 8, "middle", $"{ChartFrame.Number(time)} s");
        }

        Label(text, ChartFrame.Left - 6, 10, "end", unit);
        text.Append('\n');
    }

    private static void Marks(StringBuilder text, ChartFrame frame, IReadOnlyList<ChartMark> marks)
    {
        foreach (var mark in marks.Where(mark => mark.At >= frame.From && mark.At <= frame.To))
        {
            var x = ChartFrame.Number(frame.X(mark.At));
            text.Append("<g><title>").Append(PageText.Escape(mark.Title)).Append("</title><line class=\"mark\" x1=\"").Append(x).Append("\" x2=\"").Append(x)
                .Append("\" y1=\"").Append(ChartFrame.Top).Append("\" y2=\"").Append(ChartFrame.Height - ChartFrame.Bottom).Append("\"/>");
            Label(text, frame.X(mark.At), ChartFrame.Top - 6, "middle", ChartFrame.Number(mark.Number));
            text.Append("</g>\n");
        }
    }

    private static void Label(StringBuilder text, double x, double y, string anchor, string content) =>
        text.Append("<text x=\"").Append(ChartFrame.Number(x)).Append("\" y=\"").Append(ChartFrame.Number(y)).Append("\" text-anchor=\"").Append(anchor)
            .Append("\">").Append(PageText.Escape(content)).Append("</text>");

    private static void Legend(StringBuilder text, IReadOnlyList<ChartSeries> series)
    {
        text.Append("<p class=\"legend\">");
        for (var i = 0; i < series.Count; i++)
        {
            text.Append("<span><i class=\"c").Append(i % Colors).Append("\"></i>").Append(PageText.Escape(series[i].Name)).Append("</span> ");
        }

        text.Append("</p>\n");
    }

    // A page stays readable: of very many points every second, third … is drawn.
    private static IReadOnlyList<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> points)
    {
        var every = (points.Count / MostPoints) + 1;
        return every == 1 ? points : [.. points.Where((_, index) => index % every == 0)];
    }
}
