using MeshGate.Traversal.PortMapping;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>How the daemon was started.</summary>
public sealed record DaemonOptions
{
    /// <summary>The name of this machine's MeshNode.</summary>
    public required string NodeName { get; init; }

    /// <summary>The namespace of heartbeat Leases.</summary>
    public required string Namespace { get; init; }

    /// <summary>The WireGuard interface, at most 15 characters.</summary>
    public required string InterfaceName { get; init; }

    /// <summary>The directory of key and state.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>WireGuard's UDP port where the MeshNode does not say, 1 to 65535.</summary>
    public required int ListenPort { get; init; }

    /// <summary>How long a router is asked to lend a port; renewed at half of that.</summary>
    public TimeSpan PortMappingLifetime { get; init; } = PortMapperTimers.Lifetime;

    /// <summary>The least grave messages that are logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
