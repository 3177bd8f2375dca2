using System.Collections.Immutable;

namespace MeshGate.Traversal.Discovery;

/// <summary>Judges the servers at the end of a discovery.</summary>
internal static class StunServerJudge
{
    public static StunDiscoveryState Judge(
        StunDiscoveryState state, TimeSpan now, ImmutableArray<StunDiscoveryEffect>.Builder effects)
    {
        ImmutableArray<StunServerHealth> health = state.Health;
        foreach (StunProbe probe in state.Probes)
        {
            StunServerHealth known = health.FirstOrDefault(h => h.Server == probe.Server) ?? new(probe.Server, 0, now);
            if (probe.Outcome == StunProbeOutcome.Answered)
            {
                health = health.Remove(known);
            }
            else if (SomebodyElseAnswered(state.Probes, probe))
            {
                StunServerHealth failed = known.Failed(now);
                health = health.Remove(known).Add(failed);
                effects.Add(new StunServerPutAside(failed, $"{probe.Server}: {probe.Failure}."));
            }
        }

        return state with { Health = health };
    }

    // When nobody answers it is this machine that is cut off, and the servers must all be asked as soon as it is back.
    private static bool SomebodyElseAnswered(ImmutableArray<StunProbe> probes, StunProbe probe) => probes.Any(p =>
        p.Outcome == StunProbeOutcome.Answered && p.Server.Endpoint.AddressFamily == probe.Server.Endpoint.AddressFamily);
}
