namespace MeshGate.Kubernetes.Telemetry;

/// <summary>Takes the measurements of one instrument to one metric.</summary>
internal abstract class MeterSeries
{
    /// <summary>Has series at zero before anything is measured, so that a rate over the first measurement is seen; a gauge has no such value.</summary>
    /// <param name="names">The labels.</param>
    /// <param name="values">Their values, one array a series.</param>
    public virtual void Begin(string[] names, IEnumerable<string[]> values)
    {
    }

    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    protected static string[] Names(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = new string[tags.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = tags[i].Key;
        }

        return names;
    }

    protected static string[] Values(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new string[tags.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = tags[i].Value?.ToString() ?? string.Empty;
        }

        return values;
    }
}
