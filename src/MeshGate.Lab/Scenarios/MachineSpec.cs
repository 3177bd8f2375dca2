namespace MeshGate.Lab.Scenarios;

/// <summary>A machine of the mesh. Without a site it is on the internet itself.</summary>
public sealed record MachineSpec(
    string Name,
    string? Site,
    IPFamily Family,
    int ListenPort,
    IReadOnlyDictionary<string, string> Labels,
    string? Endpoint,
    bool Daemon,
    SourcePosition Position)
{
    /// <summary>The region that it is in, its site's where it has one; null for the internet itself.</summary>
    public string? Region { get; init; }

    /// <summary>What its MeshNode says it may be used for.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The first and the last UDP port on which it forwards for others.</summary>
    public (int First, int Last)? RelayPorts { get; init; }

    /// <summary>That it stands for many machines; null for one that is itself.</summary>
    public CrowdSpec? Crowd { get; init; }

    /// <summary>How long its daemon asks a router to lend a port; null for the daemon's own choice.</summary>
    public TimeSpan? PortMappingLifetime { get; init; }
}
