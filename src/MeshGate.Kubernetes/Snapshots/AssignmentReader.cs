using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Snapshots;

/// <summary>Turns an assignment on the API back into what the planner made. Whatever somebody may have written there, the result has no nulls.</summary>
public static class AssignmentReader
{
    /// <summary>The assignment; of its settings the heartbeat interval alone, which is zero where there is none.</summary>
    public static NodeAssignment Read(MeshNodeAssignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return new NodeAssignment(
            assignment.Revision ?? string.Empty,
            assignment.Segment ?? string.Empty,
            Members(assignment.Members),
            new NodeSettings { HeartbeatInterval = MeshDuration.TryParse(assignment.Settings?.HeartbeatInterval, out TimeSpan interval) ? interval : TimeSpan.Zero })
        {
            Topology = assignment.Topology ?? TopologyType.Hybrid,
            Role = assignment.Role ?? TopologyRole.Member,
            Pinned = Texts(assignment.Pinned),
            Relays = Members(assignment.Relays),
            Serves = assignment.Serves is { Ports: { } ports } serves ? new PlanRelayService(serves.Segments is [{ } segment, ..] ? segment : string.Empty, ports.First, ports.Last) : null,
        };
    }

    private static ImmutableArray<PlanMember> Members(IReadOnlyList<MeshMember>? members)
        => [.. (members ?? []).Where(member => member is { Name: not null, PublicKey: not null }).Select(member => new PlanMember(member.Name, member.PublicKey, Texts(member.Addresses)))];

    private static ImmutableArray<string> Texts(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(text => text ?? string.Empty)];
}
