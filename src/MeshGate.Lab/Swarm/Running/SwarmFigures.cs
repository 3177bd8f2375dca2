using MeshGate.Lab.Swarm.Observing;
using MeshGate.Lab.Swarm.Reporting;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>Turns what was observed into figures, and judges them.</summary>
public static class SwarmFigures
{
    /// <summary>How the mesh formed.</summary>
    /// <param name="observer">What was seen.</param>
    /// <param name="start">When the first MeshNode was about to be made.</param>
    /// <param name="created">How long it took to make them all.</param>
    /// <param name="hasFormed">Whether the mesh came to stand.</param>
    public static JoinFigures Join(SwarmObserver observer, TimeSpan start, TimeSpan created, bool hasFormed)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer.Read(nodes =>
        {
            var all = nodes.Values;
            return new JoinFigures(
                Math.Round(created.TotalSeconds, 3),
                all.All(node => node.FirstAssignedAt is not null) ? Latest(all.Select(node => node.FirstAssignedAt)) : null,
                hasFormed ? Latest(all.Select(node => node.AssignedAt)) : null,
                hasFormed ? Latest(all.Select(node => node.SettledAt)) : null,
                Spread.Of(all.Select(node => node.FirstReadyAt - node.AddedAt).OfType<TimeSpan>().Select(time => time.TotalSeconds)),
                Spread.Of(all.Select(node => node.SettledAt - node.AddedAt).OfType<TimeSpan>().Select(time => time.TotalSeconds)),
                Mean(all.Select(node => node.IsSettled ? node.OperatorWritesWhenSettled : node.OperatorWrites)),
                Mean(all.Select(node => node.OperatorWrites)),
                Mean(all.Select(node => node.DaemonWrites)),
                all.Select(node => node.Members.Count).DefaultIfEmpty().Min(),
                all.Select(node => node.Members.Count).DefaultIfEmpty().Max());
        });

        double? Latest(IEnumerable<TimeSpan?> times) => times.Max() - start is { } last ? Math.Round(Math.Max(0, last.TotalSeconds), 3) : null;
    }

    /// <summary>How large the MeshNodes are.</summary>
    public static SizeFigures Sizes(SwarmObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer.Read(nodes =>
        {
            var largest = nodes.OrderByDescending(node => node.Value.MostBytes).FirstOrDefault();
            return new SizeFigures(
                largest.Value?.MostBytes ?? 0,
                largest.Key,
                Mean(nodes.Values.Select(node => node.Bytes)),
                nodes.Values.Select(node => node.AssignmentBytes).DefaultIfEmpty().Max(),
                nodes.Values.Select(node => node.ReportBytes).DefaultIfEmpty().Max());
        });
    }

    /// <summary>Judges the figures; what did not come to its end breaks its bar.</summary>
    public static IReadOnlyList<BarResult> Judge(
        SwarmBars bars, JoinFigures join, PassFigures? pass, IReadOnlyList<ChangeFigures> changes, SizeFigures sizes)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(join);
        ArgumentNullException.ThrowIfNull(sizes);
        var results = new List<BarResult>();
        Add("all assigned", join.AssignedSeconds, bars.Assign?.TotalSeconds, "s");
        Add("all Ready", join.ReadySeconds, bars.Ready?.TotalSeconds, "s");
        Add("operator writes for each node", join.ReadySeconds is null ? null : join.OperatorWritesToReady, bars.Writes, "writes");
        Add("operator writes in a second pass", pass?.OperatorWrites, bars.PassWrites, "writes");
        Add("one more join", Slowest("join"), bars.Join?.TotalSeconds, "s");
        Add("one leave", Slowest("leave"), bars.Leave?.TotalSeconds, "s");
        Add("largest MeshNode", sizes.Largest, bars.Bytes, "bytes");
        return results;

        void Add(string name, double? value, double? bound, string unit)
        {
            if (bound is { } most)
            {
                results.Add(BarResult.Of(name, value, most, unit));
            }
        }

        double? Slowest(string kind)
        {
            var ofKind = changes.Where(change => change.Kind == kind).ToArray();
            return ofKind.Length == 0 || ofKind.Any(change => change.Seconds is null) ? null : ofKind.Max(change => change.Seconds);
        }
    }

    private static double Mean(IEnumerable<int> values) => Math.Round(values.Select(value => (double)value).DefaultIfEmpty().Average(), 3);
}
