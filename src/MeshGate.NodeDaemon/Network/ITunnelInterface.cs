namespace MeshGate.NodeDaemon.Network;

/// <summary>The tunnel's interface: link, addresses and routes.</summary>
public interface ITunnelInterface
{
    /// <summary>Makes sure that the interface is there: the kernel's WireGuard if it has one, else whatever a user-space WireGuard made.</summary>
    /// <returns>Null if it is there, otherwise what is missing, for a person.</returns>
    Task<string?> EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Makes addresses, MTU and routes as wanted and the link up. Idempotent: what is right is not touched.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    Task SetAsync(InterfaceConfig wanted, CancellationToken cancellationToken);
}
