using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Reports;

namespace MeshGate.Lab.Matrix;

/// <summary>Writes a matrix for programs.</summary>
internal static class MatrixJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static string Write(string scenario, MatrixResult result) => new JsonObject
    {
        ["scenario"] = scenario,
        ["passed"] = result.Passed,
        ["inTime"] = result.IsInTime,
        ["firstPacket"] = Spread(result.FirstPacketSeconds, result.Bars.FirstPacket),
        ["direct"] = Spread(result.DirectSeconds, result.Bars.Direct),
        ["kinds"] = new JsonArray([.. result.Kinds.Select(k => (JsonNode)k)]),
        ["pairs"] = new JsonArray([.. result.Pairs.Select(p => (JsonNode)new JsonObject
        {
            ["a"] = p.A,
            ["b"] = p.B,
            ["kindA"] = p.KindA,
            ["kindB"] = p.KindB,
            ["oracle"] = p.Oracle.Outlook.ToString(),
            ["reason"] = p.Oracle.Reason,
            ["path"] = p.Path.ToString(),
            ["talks"] = p.Talks,
            ["firstPacketSeconds"] = Round(p.Timing?.FirstPacket?.TotalSeconds),
            ["directSeconds"] = Round(p.Timing?.Direct?.TotalSeconds),
            ["mismatch"] = p.Mismatch(result.Bars.DirectOnly),
            ["detail"] = p.Detail,
        })]),
    }.ToJsonString(Indented);

    private static JsonObject Spread(IReadOnlyList<double> seconds, TimeSpan bar) => new()
    {
        ["count"] = seconds.Count,
        ["never"] = seconds.Count(double.IsInfinity),
        ["p50"] = Round(Quantiles.Of(seconds, 0.5)),
        ["p95"] = Round(Quantiles.Of(seconds, 0.95)),
        ["bar"] = bar.TotalSeconds,
    };

    // JSON has no infinity.
    private static double? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
