using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>Reads what an assignment says about relays.</summary>
public static class RelayOrdersReader
{
    private const int MaxRelays = 8;
    private const int MaxSegments = 64;

    /// <summary>Reads the orders.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="isDraining">Whether a person wants this node's work moved elsewhere.</param>
    /// <param name="problems">Gets what cannot be used, a sentence each.</param>
    public static RelayOrders Read(MeshNodeAssignment assignment, EffectiveSettings settings, bool isDraining, ImmutableArray<string>.Builder problems) => new()
    {
        Relays = ReadRelays(assignment.Relays),
        IsWanted = settings.Relay,
        Segment = assignment.Segment ?? string.Empty,
        Serves = ReadDuty(assignment.Serves, problems) is { } duty ? duty with { IsDraining = isDraining, Chains = RelayChainsReader.Read(assignment.Chains, problems) } : null,
    };

    /// <summary>Reads a list of relays; what is no relay is left out.</summary>
    public static ImmutableArray<RelayIdentity> ReadRelays(IReadOnlyList<MeshMember>? relays)
        =>
        [
            .. (relays ?? [])
                .Take(MaxRelays)
                .Select(relay => relay?.Name is { } name && IsName(name) && PublicKey.TryParse(relay.PublicKey, out var key)
                    ? new RelayIdentity(name, key)
                    : null)
                .OfType<RelayIdentity>(),
        ];

    /// <summary>Whether a text can be a MeshNode's name, and be asked for.</summary>
    public static bool IsName(string? name) => name is { Length: > 0 and <= RelayCodec.MaxName } && !name.AsSpan().ContainsAny("/%\\?#");

    private static RelayDuty? ReadDuty(RelayService? serves, ImmutableArray<string>.Builder problems)
    {
        if (serves is null)
        {
            return null;
        }

        if (serves.Ports is not { First: >= 1, Last: <= 65535 } ports || ports.Last < ports.First)
        {
            problems.Add("serves.ports: the range is not one of UDP ports; this node relays for nobody");
            return null;
        }

        return new RelayDuty(ports.First, ports.Last)
        {
            Segments = [.. (serves.Segments ?? []).OfType<string>().Take(MaxSegments)],
            MaxPairs = Math.Clamp(serves.MaxPairs ?? RelayDuty.DefaultMaxPairs, 0, 65535),
            PacketsPerSecond = Math.Max(serves.MaxPacketsPerSecond ?? RelayDuty.DefaultPacketsPerSecond, 0),
        };
    }
}
