namespace MeshGate.Lab.Swarm.Machines;

/// <summary>A place where simulated machines stand.</summary>
/// <param name="Name">Its name, as clouds name their regions.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
public sealed record Region(string Name, double Latitude, double Longitude)
{
    private const double EarthRadiusKilometres = 6371;

    /// <summary>The regions that machines are spread over.</summary>
    public static IReadOnlyList<Region> All { get; } =
    [
        new("eu-central", 50.1, 8.7),
        new("eu-north", 59.3, 18.1),
        new("us-east", 38.9, -77.0),
        new("us-west", 45.8, -119.7),
        new("sa-east", -23.5, -46.6),
        new("ap-south", 19.1, 72.9),
        new("ap-northeast", 35.7, 139.7),
        new("ap-southeast", -33.9, 151.2),
    ];

    /// <summary>The way to another region along a great circle, in kilometres.</summary>
    public double KilometresTo(Region other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var (rise, turn) = (to - from, double.DegreesToRadians(other.Longitude - Longitude));
        var chord = Math.Pow(Math.Sin(rise / 2), 2) + (Math.Cos(from) * Math.Cos(to) * Math.Pow(Math.Sin(turn / 2), 2));
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }
}
