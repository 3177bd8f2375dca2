using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>Maps ports by UPnP.</summary>
public interface IUpnpClient
{
    /// <summary>Maps a UDP port or renews its mapping. Every failure is an outcome, in words.</summary>
    /// <param name="gateway">The router.</param>
    /// <param name="internalPort">The port on this machine.</param>
    /// <param name="suggestedPort">The wished outside port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<UpnpOutcome> MapAsync(DefaultGateway gateway, int internalPort, int suggestedPort, CancellationToken cancellationToken);

    /// <summary>Deletes a mapping; null if that worked, otherwise why not.</summary>
    Task<string?> UnmapAsync(DefaultGateway gateway, int externalPort, CancellationToken cancellationToken);

    /// <summary>Asks for the outside address, and changes nothing.</summary>
    Task<UpnpLook> LookAsync(DefaultGateway gateway, CancellationToken cancellationToken);
}
