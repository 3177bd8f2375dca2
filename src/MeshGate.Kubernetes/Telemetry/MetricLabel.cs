using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>
/// A label of a metric, declared with its instrument: the page of metrics is made from that, and every series of a counter or histogram whose
/// labels are closed is there from the start, at zero. A measurement carries the declared labels, in their order.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Every value that it may have; empty for an open one.</param>
/// <param name="Meaning">What the values of an open one are, and so what bounds their number; empty for a closed one.</param>
public sealed record MetricLabel(string Name, ImmutableArray<string> Values, string Meaning)
{
    private const string Tag = "labels";

    /// <summary>Whether all values are known beforehand.</summary>
    public bool IsClosed => !Values.IsEmpty;

    /// <summary>A label with known values.</summary>
    public static MetricLabel Of(string name, params ReadOnlySpan<string> values) => new(name, [.. values], string.Empty);

    /// <summary>A label whose values come from elsewhere, few all the same.</summary>
    public static MetricLabel Open(string name, string meaning) => new(name, [], meaning);

    /// <summary>The labels as an instrument takes them when it is made; none is a declaration too.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Declare(params MetricLabel[] labels) => [new(Tag, labels)];

    /// <summary>The labels that an instrument was declared with; null where it declares nothing.</summary>
    public static IReadOnlyList<MetricLabel>? DeclaredBy(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return instrument.Tags?.FirstOrDefault(tag => tag.Key == Tag).Value as MetricLabel[];
    }

    /// <summary>Every combination of values of labels that are all closed; none where one is open.</summary>
    internal static IEnumerable<string[]> Series(IReadOnlyList<MetricLabel> labels)
        => labels.Aggregate<MetricLabel, IEnumerable<string[]>>([[]], (before, label) => before.SelectMany(values => label.Values.Select(value => (string[])[.. values, value])));
}
