using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MeshGate.NodeDaemon.Network;

/// <summary>The machine's own addresses at which peers might reach it.</summary>
public static class LocalAddresses
{
    /// <summary>Reads them from the system: up, not loopback, not link-local, not the tunnel's, not inside the mesh. Sorted.</summary>
    /// <param name="tunnel">The tunnel's interface.</param>
    /// <param name="mesh">The mesh's address ranges.</param>
    public static ImmutableArray<IPAddress> Read(string tunnel, IReadOnlyCollection<IPNetwork> mesh)
        =>
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(candidate => candidate.Name != tunnel
                    && candidate.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
                    && candidate.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(candidate => candidate.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => IsUsable(address) && !mesh.Any(range => range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address)))
                .Distinct()
                .OrderBy(address => address.AddressFamily)
                .ThenBy(address => address.ToString(), StringComparer.Ordinal),
        ];

    private static bool IsUsable(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IPAddress.IsLoopback(address) && address.GetAddressBytes() is not [169, 254, ..],
        AddressFamily.InterNetworkV6 => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast,
        _ => false,
    };
}
