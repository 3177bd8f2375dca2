using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MeshGate.Benchmarks.LoadBalancing;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Benchmarks.Starts;
using MeshGate.Benchmarks.Swarm;
using MeshGate.Benchmarks.Topology;

const string Usage = "Usage: MeshGate.Benchmarks [--json FILE] [--filter GLOB] [--agents N]";
int agents = 1000;
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
        case "--agents" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0:
            agents = number;
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
int measured = results.Count;
bool isSwarmWhole = true;
bool areStartsWhole = true;
if (PlannerFigures.IsWanted(filter))
{
    results.AddRange(PlannerFigures.Measure());
}

if (CrowdedSelection.IsWanted(filter))
{
    results.AddRange(CrowdedSelection.Measure());
}

if (StartBenchmark.IsWanted(filter))
{
    (IReadOnlyList<BenchmarkResult> figures, areStartsWhole) = await StartBenchmark.RunAsync();
    results.AddRange(figures);
}

if (SwarmBenchmark.IsWanted(filter))
{
    (IReadOnlyList<BenchmarkResult> figures, isSwarmWhole) = await SwarmBenchmark.RunAsync(agents);
    results.AddRange(figures);
}

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
int wanted = summaries.Sum(s => s.BenchmarksCases.Length);
bool failed = results.Count == 0 || measured != wanted || summaries.Any(s => s.HasCriticalValidationErrors);
if (failed)
{
    await Console.Error.WriteLineAsync($"{measured} of {wanted} benchmarks were measured.");
}

if (!isSwarmWhole)
{
    await Console.Error.WriteLineAsync("The swarm did not come to its end.");
}

if (!areStartsWhole)
{
    await Console.Error.WriteLineAsync("The starts of the daemon did not come to their end.");
}

return failed || !isSwarmWhole || !areStartsWhole || results.Any(r => !r.IsKept) ? 1 : 0;
