using System.Globalization;
using MeshGate.Lab.Reports;
using Spectre.Console;

namespace MeshGate.Lab.Matrix;

/// <summary>Shows a matrix to people.</summary>
internal static class MatrixReport
{
    internal static void Show(MatrixResult result, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(string.Empty);
        for (var i = 0; i < result.Kinds.Count; i++)
        {
            table.AddColumn(new TableColumn(Number(i)).Centered().NoWrap());
        }

        for (var row = 0; row < result.Kinds.Count; row++)
        {
            table.AddRow([
                Markup.Escape($"{Number(row)} {result.Kinds[row]}"),
                .. result.Kinds.Select(column => Cell(result, result.Kinds[row], column)),
            ]);
        }

        console.Write(table);
        console.MarkupLine("[grey]D direct, R relay node, T TURN, - nothing; ! not as the declared NATs have it; · no such pair[/]");
        foreach (var (pair, reason) in result.Mismatches)
        {
            console.MarkupLineInterpolated($"[red]![/] {pair.A} ({pair.KindA}) ↔ {pair.B} ({pair.KindB}): {reason}. {pair.Detail}");
        }

        Spread(console, "first packet", result.FirstPacketSeconds, result.Bars.FirstPacket, result.Bars.DirectOnly);
        Spread(console, "direct", result.DirectSeconds, result.Bars.Direct, result.Bars.DirectOnly);
        var letters = result.Pairs.GroupBy(p => WirePath.Letter(p.Path)).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}");
        console.MarkupLineInterpolated($"{result.Pairs.Count} pairs: {string.Join(", ", letters)}; {result.Mismatches.Count} mismatches");
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Cell(MatrixResult result, string row, string column)
    {
        var pairs = result.Pairs
            .Where(p => (p.KindA == row && p.KindB == column) || (p.KindA == column && p.KindB == row)).ToArray();
        if (pairs.Length == 0)
        {
            return "[grey]·[/]";
        }

        var letters = string.Concat(pairs.Select(p => WirePath.Letter(p.Path)).Distinct().Order());
        return pairs.Any(p => p.Mismatch(result.Bars.DirectOnly) is not null) ? $"[red]{letters}![/]" : letters;
    }

    private static void Spread(IAnsiConsole console, string what, IReadOnlyList<double> seconds, TimeSpan bar, bool shownOnly)
    {
        if (Quantiles.Of(seconds, 0.95) is not { } p95)
        {
            return;
        }

        var verdict = shownOnly ? string.Empty : p95 <= bar.TotalSeconds ? " [green]in time[/]" : " [red]too slow[/]";
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"time to {what} after both know each other: p50 {Quantiles.Of(seconds, 0.5):0.000} s, p95 {p95:0.000} s, most {seconds.Max():0.000} s of {seconds.Count}, bar {bar.TotalSeconds:0.0} s{verdict}"));
    }
}
