using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Network;

/// <inheritdoc cref="ILocalAddresses"/>
public sealed class LocalAddresses(DaemonOptions options) : ILocalAddresses
{
    private ImmutableArray<IPAddress> _last = [];

    /// <inheritdoc/>
    public ImmutableArray<IPAddress> Read(IReadOnlyCollection<IPNetwork> mesh)
    {
        try
        {
            _last = ReadSystem(options.InterfaceName, mesh);
        }
        catch (NetworkInformationException)
        {
            // An interface went away while it was being read; the next reading is soon.
        }

        return _last;
    }

    private static ImmutableArray<IPAddress> ReadSystem(string tunnel, IReadOnlyCollection<IPNetwork> mesh)
        =>
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(candidate => candidate.Name != tunnel
                    && !PodInterfaces.Contains(candidate.Name)
                    && candidate.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
                    && candidate.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(candidate => candidate.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => IsUsable(address) && !mesh.Any(range => range.Contains(address)))
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
