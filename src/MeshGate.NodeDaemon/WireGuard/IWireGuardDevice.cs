namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>One WireGuard interface, the kernel's or wireguard-go's.</summary>
public interface IWireGuardDevice
{
    /// <summary>Reads the device; null while there is no such interface.</summary>
    /// <exception cref="IOException">It cannot be read for another reason.</exception>
    Task<WireGuardState?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Makes the device as wanted. Idempotent: computes and applies the difference alone.</summary>
    /// <returns>The device as it was found; equal to what is wanted, but for endpoints roamed to, if nothing had to be done.</returns>
    /// <exception cref="IOException">The device is missing or refused.</exception>
    Task<WireGuardState> SetAsync(WireGuardConfig wanted, CancellationToken cancellationToken);

    /// <summary>Has networks belong to peers from now on, and to no others, without a look at the device.</summary>
    /// <exception cref="IOException">The device is missing or refused.</exception>
    Task AllowAsync(IReadOnlyList<(Core.Identity.PublicKey Peer, System.Collections.Immutable.ImmutableArray<System.Net.IPNetwork> Networks)> owners, CancellationToken cancellationToken);

    /// <summary>Sends to other addresses of peers from now on, without a look at the device: nothing is faster.</summary>
    /// <exception cref="IOException">The device is missing or refused.</exception>
    Task MoveAsync(IReadOnlyList<(Core.Identity.PublicKey Peer, System.Net.IPEndPoint To)> moves, CancellationToken cancellationToken);
}
