using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>What is asked for its state when metrics are read. Safe for concurrent use.</summary>
internal sealed class GaugeSources<T>
{
    private ImmutableList<Source> _sources = [];

    /// <summary>Adds one; disposing of what is returned takes it away, and its series with it.</summary>
    public IDisposable Add(KeyValuePair<string, object?> tag, Func<T> read)
    {
        var source = new Source(this, tag, read);
        ImmutableInterlocked.Update(ref _sources, sources => sources.Add(source));
        return source;
    }

    public IEnumerable<Measurement<double>> Measure(Func<T, double> value)
        => _sources.Select(source => new Measurement<double>(value(source.Read()), source.Tag)).ToArray();

    public IEnumerable<T> Read() => _sources.Select(source => source.Read());

    private sealed class Source(GaugeSources<T> owner, KeyValuePair<string, object?> tag, Func<T> read) : IDisposable
    {
        public KeyValuePair<string, object?> Tag => tag;

        public Func<T> Read => read;

        public void Dispose() => ImmutableInterlocked.Update(ref owner._sources, sources => sources.Remove(this));
    }
}
