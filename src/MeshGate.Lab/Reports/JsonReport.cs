using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Reports;

/// <summary>Writes a scenario's report for machines. Its form is documented in <c>docs/lab.md</c>.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report of one or more runs of one scenario.</summary>
    public static string Write(Scenario scenario, string file, IReadOnlyList<RunResult> runs)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(runs);
        return new JsonObject
        {
            ["scenario"] = scenario.Name,
            ["description"] = scenario.Description,
            ["file"] = file,
            ["tier"] = scenario.Tier.ToString().ToLowerInvariant(),
            ["passed"] = runs.Count > 0 && runs.All(r => r.Passed),
            ["repetitions"] = runs.Count,
            ["durationSeconds"] = Round(runs.Sum(r => r.Duration.TotalSeconds)),
            ["expectations"] = Summaries(runs),
            ["runs"] = new JsonArray([.. runs.Select(Run)]),
        }.ToJsonString(Form) + "\n";
    }

    private static JsonArray Summaries(IReadOnlyList<RunResult> runs)
    {
        // Runs of one scenario have the same expectations in the same order, but for one that broke off.
        var longest = runs.OrderByDescending(r => r.Expectations.Count()).FirstOrDefault();
        var summaries = new JsonArray();
        foreach (var (expectation, index) in (longest?.Expectations ?? []).Select((e, i) => (e, i)))
        {
            var same = runs.Select(r => r.Expectations.ElementAtOrDefault(index)).OfType<StepResult>().ToArray();
            var values = same.Select(s => s.Value).OfType<double>().ToArray();
            summaries.Add(new JsonObject
            {
                ["name"] = expectation.Title,
                ["line"] = expectation.Line,
                ["passed"] = same.Length == runs.Count && same.All(s => s.Passed),
                ["value"] = Round(same[^1].Value),
                ["bound"] = Round(expectation.Bound),
                ["unit"] = expectation.Unit,
                ["p50"] = Round(Quantiles.Of(values, 0.5)),
                ["p95"] = Round(Quantiles.Of(values, 0.95)),
                ["max"] = Round(Quantiles.Of(values, 1)),
            });
        }

        return summaries;
    }

    private static JsonObject Run(RunResult run) => new()
    {
        ["passed"] = run.Passed,
        ["durationSeconds"] = Round(run.Duration.TotalSeconds),
        ["steps"] = new JsonArray([.. run.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["name"] = s.Title,
            ["line"] = s.Line,
            ["kind"] = s.IsExpectation ? "expectation" : "action",
            ["passed"] = s.Passed,
            ["value"] = Round(s.Value),
            ["bound"] = Round(s.Bound),
            ["unit"] = s.Unit,
            ["timeExcused"] = s.IsTimeExcused,
            ["seconds"] = Round(s.Duration.TotalSeconds),
            ["detail"] = s.Detail,
        })]),
    };

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 6) : null;
}
