namespace MeshGate.NodeDaemon.Network;

/// <summary>The tunnel's interface: link, addresses and routes.</summary>
public interface ITunnelInterface
{
    /// <summary>Makes sure that the interface is there: the kernel's WireGuard if it has one, else whatever a user-space WireGuard made.</summary>
    /// <returns>Null if it is there, otherwise what is missing, for a person.</returns>
    Task<string?> EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Makes addresses, MTU and routes as wanted and the link up. Idempotent: what is right is not touched.</summary>
    /// <param name="wanted">The interface as it is to be.</param>
    /// <param name="applied">What was made of it a moment ago, which is then taken for what it is; null to look.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The system refused.</exception>
    Task SetAsync(InterfaceConfig wanted, InterfaceConfig? applied, CancellationToken cancellationToken);

    /// <summary>What can be seen of it without a process; the same for as long as nobody changes it, and null where that cannot be said.</summary>
    string? Glance();
}
