using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Network;

/// <summary>The machine's own addresses at which peers might reach it.</summary>
public interface ILocalAddresses
{
    /// <summary>Reads them: up, not loopback, not link-local, not the tunnel's, not inside the mesh. Sorted; the last ones if they cannot be read.</summary>
    /// <param name="mesh">The mesh's address ranges.</param>
    ImmutableArray<IPAddress> Read(IReadOnlyCollection<IPNetwork> mesh);
}
