using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MeshGate.Benchmarks.Reporting;

/// <summary>Turns what BenchmarkDotNet measured into results, and writes them.</summary>
internal static class BenchmarkReporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static List<BenchmarkResult> Results(IEnumerable<Summary> summaries) =>
        [.. summaries.SelectMany(s => s.Reports.Where(r => r.Success).Select(r => Result(s, r))).OrderBy(r => r.Name, StringComparer.Ordinal)];

    public static void Write(string path, IReadOnlyList<BenchmarkResult> results)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, JsonSerializer.Serialize(results, Json) + "\n");
    }

    private static BenchmarkResult Result(Summary summary, BenchmarkReport report)
    {
        Descriptor descriptor = report.BenchmarkCase.Descriptor;
        BoundAttribute? bound = descriptor.WorkloadMethod.GetCustomAttribute<BoundAttribute>();
        string unit = bound?.Unit ?? "ns";
        string parameters = report.BenchmarkCase.HasParameters ? $"({report.BenchmarkCase.Parameters.PrintInfo})" : string.Empty;
        return new BenchmarkResult(
            $"{descriptor.Type.Name}.{descriptor.WorkloadMethod.Name}{parameters}",
            Math.Round(Value(report, unit), 3),
            unit,
            bound?.Value,
            Ratio(summary, report));
    }

    private static double Value(BenchmarkReport report, string unit)
    {
        double nanoseconds = Mean(report);
        return unit switch
        {
            "ns" => nanoseconds,
            "us" => nanoseconds / 1e3,
            "ms" => nanoseconds / 1e6,
            "s" => nanoseconds / 1e9,
            "B" => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
                ?? throw new InvalidOperationException("The allocation was not measured."),
            _ => throw new InvalidOperationException($"\"{unit}\" is no unit of a bound: use ns, us, ms, s or B."),
        };
    }

    private static double? Ratio(Summary summary, BenchmarkReport report)
    {
        BenchmarkReport? baseline = summary.Reports.FirstOrDefault(r =>
            r.Success && r != report && summary.IsBaseline(r.BenchmarkCase)
            && r.BenchmarkCase.Parameters.DisplayInfo == report.BenchmarkCase.Parameters.DisplayInfo);
        return baseline is null || summary.IsBaseline(report.BenchmarkCase) ? null : Math.Round(Mean(report) / Mean(baseline), 3);
    }

    private static double Mean(BenchmarkReport report) => report.ResultStatistics?.Mean ?? double.NaN;
}
