using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MeshGate.Benchmarks.Reporting;

const string Usage = "Usage: MeshGate.Benchmarks [--json FILE] [--filter GLOB]";
string? json = null;
string? filter = null;
for (int i = 0; i < args.Length; i += 2)
{
    string? value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--json" when value is not null:
            json = value;
            break;
        case "--filter" when value is not null:
            filter = value;
            break;
        default:
            await Console.Error.WriteLineAsync(Usage);
            return 2;
    }
}

// In-process: the runner's own generated project would have to be restored and built while the benchmarks wait.
ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
if (filter is not null)
{
    config.AddFilter(new GlobFilter([filter]));
}

Summary[] summaries = BenchmarkRunner.Run(typeof(Program).Assembly, config);
List<BenchmarkResult> results = BenchmarkReporter.Results(summaries);
if (json is not null)
{
    BenchmarkReporter.Write(json, results);
}

foreach (BenchmarkResult result in results)
{
    string verdict = result.Bound is null ? "no bound" : $"{(result.IsKept ? "within" : "BROKEN:")} {result.Bound} {result.Unit}";
    Console.WriteLine($"{result.Name}: {result.Value} {result.Unit} ({verdict})");
}

// A benchmark that failed to run has not kept its promise either.
int measured = results.Count;
int wanted = summaries.Sum(s => s.BenchmarksCases.Length);
bool failed = measured == 0 || measured != wanted || summaries.Any(s => s.HasCriticalValidationErrors);
if (failed)
{
    await Console.Error.WriteLineAsync($"{measured} of {wanted} benchmarks were measured.");
}

return failed || results.Any(r => !r.IsKept) ? 1 : 0;
