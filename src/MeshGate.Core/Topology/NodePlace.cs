namespace MeshGate.Core.Topology;

/// <summary>Where a machine stands: what it shares with others when something fails. What is not known is shared with nobody.</summary>
/// <param name="Region">Its region, or null.</param>
/// <param name="Zone">Its zone inside the region, or null.</param>
/// <param name="Address">The public address, of its own or of the NAT before it, or null.</param>
public sealed record NodePlace(string? Region, string? Zone, string? Address)
{
    /// <summary>Nothing is known.</summary>
    public static readonly NodePlace Unknown = new(null, null, null);

    /// <summary>Whether both stand in one region.</summary>
    public bool SharesRegion(NodePlace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Region is not null && Region == other.Region;
    }

    /// <summary>Whether both stand in one zone.</summary>
    public bool SharesZone(NodePlace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Zone is not null && Zone == other.Zone && Region == other.Region;
    }

    /// <summary>Whether one failure can take both: one zone, one public address, one NAT.</summary>
    public bool SharesFate(NodePlace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SharesZone(other) || (Address is not null && Address == other.Address);
    }
}
