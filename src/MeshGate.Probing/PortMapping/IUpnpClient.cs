using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <summary>Maps ports by UPnP.</summary>
public interface IUpnpClient
{
    /// <summary>Maps a UDP port or renews its mapping. Every failure is an outcome, in words.</summary>
    /// <param name="gateway">The router.</param>
    /// <param name="internalPort">The port on this machine.</param>
    /// <param name="suggestedPort">The wished outside port.</param>
    /// <param name="lifetime">How long it is to last; a router that knows only mappings without end is asked for one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<UpnpOutcome> MapAsync(DefaultGateway gateway, int internalPort, int suggestedPort, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Deletes a mapping; null if that worked, otherwise why not.</summary>
    Task<string?> UnmapAsync(DefaultGateway gateway, int externalPort, CancellationToken cancellationToken);
}
