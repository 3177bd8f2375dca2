namespace MeshGate.Core.Topology.Coordinates;

/// <summary>A place in a plane, with a height above it for the way from a machine to the internet's core. All in milliseconds.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Along.</param>
/// <param name="Height">Above 0.</param>
internal readonly record struct Coordinate(double X, double Y, double Height)
{
    /// <summary>The round-trip time between two places.</summary>
    public double DistanceTo(Coordinate other)
    {
        (double x, double y) = (X - other.X, Y - other.Y);
        return Math.Sqrt((x * x) + (y * y)) + Height + other.Height;
    }
}
