using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>The orders to one node. Equal where all of it is equal.</summary>
/// <param name="Revision">Digest of the rest; see <see cref="AssignmentRevision"/>.</param>
/// <param name="Segment">The segment it belongs to; empty before it became a peer.</param>
/// <param name="Members">The peers it is to know, ordered by name; at most <see cref="TopologyPlanner.MaxMembers"/>.</param>
/// <param name="Settings">Its settings.</param>
public sealed record NodeAssignment(string Revision, string Segment, ImmutableArray<PlanMember> Members, NodeSettings Settings)
{
    /// <summary>The form in force in its segment. In HubSpoke and Tree a member speaks directly to those alone that are pinned to it.</summary>
    public TopologyType Topology { get; init; }

    /// <summary>Its duty in its segment.</summary>
    public TopologyRole Role { get; init; }

    /// <summary>Names of the members whose sessions stay awake, ordered. Two nodes pin each other or neither the other.</summary>
    public ImmutableArray<string> Pinned { get; init; } = [];

    /// <summary>The relays it registers with, best first.</summary>
    public ImmutableArray<PlanMember> Relays { get; init; } = [];

    /// <summary>Whom it relays for; null where it is no relay.</summary>
    public PlanRelayService? Serves { get; init; }

    /// <inheritdoc/>
    public bool Equals(NodeAssignment? other)
        => ReferenceEquals(this, other)
            || (other is not null
                && Revision == other.Revision
                && Segment == other.Segment
                && Topology == other.Topology
                && Role == other.Role
                && Serves == other.Serves
                && Settings == other.Settings
                && Pinned.SequenceEqual(other.Pinned)
                && Relays.SequenceEqual(other.Relays)
                && Members.SequenceEqual(other.Members));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Revision, Segment, Role);
}
