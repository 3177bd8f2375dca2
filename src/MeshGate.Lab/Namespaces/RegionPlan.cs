namespace MeshGate.Lab.Namespaces;

/// <summary>A region as built: a router of its own, joined to the internet by a link alone.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Router">The router that what stands in the region is attached to.</param>
/// <param name="InternetPort">The link's other end, a device of the internet's router.</param>
public sealed record RegionPlan(string Name, NodePlan Router, string InternetPort)
{
    /// <summary>The link's end at the region's router.</summary>
    public const string Uplink = "uplink";

    /// <summary>The most packets that wait for the forwarder to read them.</summary>
    private const int QueueLength = 4096;

    /// <summary>The commands that make an end of a link. What holds it is the forwarder, once it runs.</summary>
    internal static IEnumerable<string> End(string device) =>
        [$"tuntap add dev {device} mode tun", $"link set {device} up mtu 1500 txqueuelen {QueueLength}"];
}
