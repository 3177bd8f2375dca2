using System.Globalization;
using System.Text;
using MeshGate.Lab.Demonstration.Charts;
using MeshGate.Lab.Reports;

namespace MeshGate.Lab.Demonstration;

/// <summary>
/// The report of a demonstration as one page of HTML that needs nothing else: no script, no style or picture from elsewhere. Pure: equal
/// records make equal pages. Every text of the record is escaped.
/// </summary>
public sealed class DemonstrationPage
{
    private static readonly string[] Paths = ["direct", "relay", "turn", "none", "asleep"];
    private readonly StringBuilder _text = new();
    private readonly DemonstrationRecord _record;
    private readonly IReadOnlyList<ChartMark> _marks;

    private DemonstrationPage(DemonstrationRecord record)
    {
        _record = record;
        _marks = [.. record.Steps.Where(step => step.IsEvent).Select((step, index) => new ChartMark(step.At, index + 1, step.Title))];
    }

    /// <summary>Writes the page.</summary>
    public static string Write(DemonstrationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var page = new DemonstrationPage(record);
        page.Head();
        page.Facts();
        page.Expectations();
        page.Events();
        page.Mesh();
        page.Streams();
        page.Gateways();
        page.Operations();
        page._text.Append("</body>\n</html>\n");
        return page._text.ToString();
    }

    private void Head() => _text.Append(CultureInfo.InvariantCulture, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{E(_record.Name)}</title>
        <style>
        {PageStyle.Text}
        </style>
        </head>
        <body>
        <h1>MeshGate: {E(_record.Name)} <span class="{(_record.Passed ? "good" : "bad")}">{(_record.Passed ? "passed" : "failed")}</span></h1>
        <p class="lead">{E(_record.Description)}</p>

        """);

    private void Facts()
    {
        var expected = _record.Steps.Where(step => step.IsExpectation).ToArray();
        (string What, string Value)[] facts =
        [
            ("machines", Number(_record.Machines)),
            ("regions", Number(_record.Regions)),
            ("processors of the computer", Number(_record.Processors)),
            ("all of it", $"{Number(_record.Seconds)} s"),
            ("building, of that", $"{Number(_record.BuildSeconds)} s"),
            ("expectations met", $"{expected.Count(step => step.Passed)} of {expected.Length}"),
            ("operations", $"{Number(_record.Operations.Sum(one => one.Operations.Count))}"),
            ("at once", Number(_record.Operations.Select(one => one.AtOnce).DefaultIfEmpty().Max())),
        ];
        _text.Append("<dl>\n");
        foreach (var (what, value) in facts)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<div><dt>{E(what)}</dt><dd>{E(value)}</dd></div>\n");
        }

        _text.Append("</dl>\n");
        if (_record.Nats.Count > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<p>Behind: {E(string.Join(", ", _record.Nats.Select(nat => $"{nat.Value} {nat.Key}")))}.</p>\n");
        }
    }

    private void Expectations()
    {
        Table("What was expected", ["expected", "", "measured", "bound"], _record.Steps.Where(step => step.IsExpectation || !step.Passed).Select(step => (string[])
        [
            $"{E(step.Title)}{(step.Passed || step.Detail.Length == 0 ? string.Empty : $"<pre>{E(step.Detail)}</pre>")}",
            step.Passed ? "<span class=\"good\">✓ met</span>" : "<span class=\"bad\">✗ not met</span>",
            E(step.Value is { } value ? $"{Number(value)} {step.Unit}" : string.Empty),
            E(step.Bound is { } bound ? $"{Number(bound)} {step.Unit}" : string.Empty),
        ]));
    }

    private void Events() => Table(
        "What happened", ["number in the charts", "what", "after", "took"],
        _marks.Zip(_record.Steps.Where(step => step.IsEvent), (mark, step) => (string[])[Number(mark.Number), E(mark.Title), $"{Number(step.At)} s", $"{Number(step.Seconds)} s"]));

    private void Mesh()
    {
        var samples = _record.Samples;
        Title("The mesh, second by second");
        _text.Append("<h3>Pairs of nodes by the kind of path</h3>\n");
        _text.Append(Chart.Lines("Pairs by kind of path over time", [.. Paths.Select(path => Over(path, sample => sample.Pairs.GetValueOrDefault(path)))], _marks, "pairs"));
        _text.Append("<h3>Nodes online</h3>\n");
        _text.Append(Chart.Lines("Nodes online over time", [Over("online", sample => sample.Online), Over("all", sample => sample.Nodes)], _marks, "nodes"));
        _text.Append("<h3>Health, and how busy the processors were</h3>\n");
        _text.Append(Chart.Lines(
            "Health and processors over time",
            [new ChartSeries("health", [.. samples.Where(sample => sample.Health is not null).Select(sample => (sample.At, 100 * sample.Health!.Value))]), Over("processors", sample => 100 * sample.Processors)],
            _marks, "%"));

        ChartSeries Over(string name, Func<HealthSample, double> value) => new(name, [.. samples.Select(sample => (sample.At, value(sample)))]);
    }

    private void Streams()
    {
        if (_record.Streams.Count == 0)
        {
            return;
        }

        Table("Traffic through the failures", ["stream", "from", "to", "longest gap", "lost of"], _record.Streams.Select(stream => (string[])
        [
            E(stream.Name), E(stream.From), E(stream.To), $"{Number(stream.LongestGap)} ms", $"{Number(stream.Lost)} of {Number(stream.Sent.Sum())}",
        ]));
        foreach (var stream in _record.Streams)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<h3>{E(stream.Name)}: packets in each {Number(1000 * stream.Width)} ms</h3>\n");
            _text.Append(Chart.Lines($"Packets of {stream.Name} over time", [Of("received", stream.Received, stream), Of("sent", stream.Sent, stream)], _marks, "packets"));
        }

        static ChartSeries Of(string name, IReadOnlyList<int> counts, StreamRecord stream) =>
            new(name, [.. counts.Select((count, index) => (stream.At + (index * stream.Width), (double)count))]);
    }

    private void Gateways()
    {
        var names = _record.Samples.SelectMany(sample => sample.Gateways.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
        {
            return;
        }

        Title("Clients of each gateway");
        _text.Append(Chart.Lines(
            "Clients of each gateway over time",
            [.. names.Select(name => new ChartSeries(name, [.. _record.Samples.Select(sample => (sample.At, (double)sample.Gateways.GetValueOrDefault(name)))]))],
            _marks, "clients"));
    }

    private void Operations()
    {
        foreach (var operations in _record.Operations)
        {
            var kinds = operations.Operations.GroupBy(one => one.Kind, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            Table(
                $"Operations “{operations.Name}”, {Number(operations.AtOnce)} at once",
                ["kind", "done of", "half in", "95 % in", "all in"],
                kinds.Select(kind => (string[])
                [
                    E(kind.Key), $"{kind.Count(one => one.Failure is null)} of {kind.Count()}", Within(kind, 0.5), Within(kind, 0.95), Within(kind, 1),
                ]));
            _text.Append(Chart.Dots(
                $"How long each operation of {operations.Name} took, by when it began",
                [.. kinds.Select(kind => new ChartSeries(kind.Key, [.. kind.Select(one => (one.At, one.Seconds))]))],
                _marks, "seconds"));
        }

        static string Within(IEnumerable<OperationRecord> operations, double share) =>
            $"{Quantiles.Of(operations.Select(one => one.Seconds), share)?.ToString("0.000", CultureInfo.InvariantCulture)} s";
    }

    private void Title(string title) => _text.Append(CultureInfo.InvariantCulture, $"<h2>{E(title)}</h2>\n");

    // Cells are HTML already.
    private void Table(string title, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        Title(title);
        _text.Append("<div class=\"scroll\"><table>\n<tr>");
        foreach (var column in columns)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<th>{E(column)}</th>");
        }

        _text.Append("</tr>\n");
        foreach (var row in rows)
        {
            _text.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                _text.Append(i < 2 ? "<td>" : "<td class=\"number\">").Append(row[i]).Append("</td>");
            }

            _text.Append("</tr>\n");
        }

        _text.Append("</table></div>\n");
    }

    private static string Number(double value) => ChartFrame.Number(value);

    private static string E(string? text) => PageText.Escape(text);
}
