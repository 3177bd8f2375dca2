using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>Says how a <see cref="PortMapper"/> stands.</summary>
internal static class PortMapperWords
{
    internal static PortMappingReport Report(PortMapperState state)
    {
        if (state.Mapped is { } mapped && state.Phase == PortMapperPhase.Mapped)
        {
            string? flaw = OutsideAddress.Reject(mapped.External.Address);
            return new PortMappingReport(mapped.Protocol, mapped.External, flaw is null, Describe(state, mapped, flaw));
        }

        string reason = state.Phase switch
        {
            PortMapperPhase.Idle => "no port is asked for",
            PortMapperPhase.Releasing => $"the port is given back to the router {state.Target!.Gateway}",
            PortMapperPhase.Waiting => $"the router {state.Target!.Gateway} lends no port: {string.Join("; ", state.Failures)}",

            // What the last round found stands until this one has ended.
            _ when state.Rounds > 0 && state.Told is { External: null } told => told.Reason,
            _ => $"the router {state.Target!.Gateway} is being asked",
        };
        return new PortMappingReport(null, null, false, reason);
    }

    private static string Describe(PortMapperState state, MappedPort mapped, string? flaw)
    {
        IPAddress outside = mapped.External.Address;
        string lent = $"the router {state.Target!.Gateway} lends UDP port {mapped.External.Port} ({PortMappingWords.Name(mapped.Protocol)})";
        return flaw is not null
            ? $"{lent}, but its outside address {outside} is {flaw}: another NAT stands before it, where no port is mapped"
            : state.SeenByStun.IsEmpty || state.SeenByStun.Contains(outside)
                ? lent
                : $"{lent} at {outside}, but STUN servers see this node at {string.Join(", ", state.SeenByStun)}: another NAT may stand before the router";
    }
}
