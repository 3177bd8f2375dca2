using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Asks whether gateways forward, and whether anything is on its way to networks behind them.</summary>
public interface IGatewayProbes
{
    /// <summary>Says what to probe: all of it, replacing what was before.</summary>
    void Probe(ImmutableArray<ProbeTarget> targets);

    /// <summary>Says whose traffic to watch, by route: all of it, replacing what was before.</summary>
    void Watch(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes);
}
