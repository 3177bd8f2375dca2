using System.Globalization;
using MeshGate.Lab.Reports;
using Spectre.Console;

namespace MeshGate.Lab.Starts;

/// <summary>Shows a report of starts to a person.</summary>
public static class StartsConsole
{
    /// <summary>Writes it.</summary>
    public static void Show(IAnsiConsole console, StartReport report)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(report);
        var table = new Table().AddColumn(string.Create(CultureInfo.InvariantCulture, $"{report.Peers} peers"));
        foreach (var build in report.Builds)
        {
            table.AddColumn(new TableColumn(Markup.Escape(build.Build)).RightAligned());
        }

        Add("start to every peer configured, median / slowest", build => Spread(build.Starts.Select(start => start.Configured), "s"));
        Add("start to a ping through the tunnel", build => Spread(build.Starts.Select(start => start.Tunnel), "s"));
        Add("processor time until then", build => Spread(build.Starts.Select(start => start.Cpu), "s"));
        Add("resident memory, median / largest", build => Spread(build.Memory.Select(memory => memory.Resident), "MiB"));
        Add("shared pages divided (Pss)", build => Spread(build.Memory.Select(memory => memory.Proportional), "MiB"));
        Add("of it without a file behind", build => Spread(build.Memory.Select(memory => memory.Anonymous), "MiB"));
        Add("resident memory with traffic to all", build => Text(build.MemoryInUse.Resident, "MiB"));
        Add("processor time with traffic to all", build => build.CpuPercent is { } cpu ? Text(cpu, "%") : "–");
        Add("pings answered", build => string.Create(CultureInfo.InvariantCulture, $"{build.Answers} of {build.Pings}"));
        console.Write(table);

        void Add(string name, Func<BuildFigures, string> read) => table.AddRow([Markup.Escape(name), .. report.Builds.Select(read)]);
    }

    private static string Spread(IEnumerable<double> values, string unit)
    {
        var all = values.ToArray();
        return $"{Text(Quantiles.Of(all, 0.5) ?? 0, unit)} / {Text(Quantiles.Of(all, 1) ?? 0, unit)}";
    }

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}");
}
