namespace MeshGate.Core.Topology.Segments;

/// <summary>What segments are divided by; both are empty for a node that does not say where it stands, or whose policy does not want it to count.</summary>
/// <param name="Region">The region.</param>
/// <param name="Zone">The zone inside it.</param>
internal readonly record struct Home(string Region, string Zone)
{
    /// <summary>Nothing that divides.</summary>
    public static readonly Home None = new(string.Empty, string.Empty);
}
