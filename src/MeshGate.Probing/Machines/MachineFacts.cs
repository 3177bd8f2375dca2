namespace MeshGate.Probing.Machines;

/// <summary>What a machine brings along for a mesh, as its kernel shows it to anybody. Nothing in it is secret.</summary>
public sealed record MachineFacts
{
    /// <summary>The release of its kernel, as <c>uname -r</c> has it.</summary>
    public required string Kernel { get; init; }

    /// <summary>Whether the kernel's WireGuard is there: loaded, built in or among the modules; null where that cannot be seen.</summary>
    public bool? HasWireGuard { get; init; }

    /// <summary>Whether TUN devices can be made.</summary>
    public bool HasTun { get; init; }

    /// <summary>How the mesh's interface is carried: <c>kernel</c>, <c>tun</c> (wireguard-go), or null where there is none.</summary>
    public string? MeshInterface { get; init; }

    /// <summary>The MTU of the mesh's interface in bytes; null where there is none.</summary>
    public int? MeshMtu { get; init; }

    /// <summary>The interface of the default route; null for none.</summary>
    public string? Uplink { get; init; }

    /// <summary>Its MTU in bytes.</summary>
    public int? UplinkMtu { get; init; }

    /// <summary>Whether IPv4 is forwarded.</summary>
    public bool ForwardsIpv4 { get; init; }

    /// <summary>Whether IPv6 is forwarded.</summary>
    public bool ForwardsIpv6 { get; init; }

    /// <summary>WireGuard's UDP port.</summary>
    public int ListenPort { get; init; }

    /// <summary>Whether somebody has that port.</summary>
    public bool IsListenPortTaken { get; init; }

    /// <summary>The programs that a daemon speaks through and that are not to be found.</summary>
    public IReadOnlyList<string> MissingPrograms { get; init; } = [];

    /// <summary>Pod networks whose interfaces are there, such as Cilium.</summary>
    public IReadOnlyList<string> PodNetworks { get; init; } = [];
}
