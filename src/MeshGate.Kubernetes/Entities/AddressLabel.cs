using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// The label by which a MeshNode is found when only its mesh address is known: one for each address, the address in the key and
/// no value, so that a label selector of that key alone finds the owner.
/// </summary>
public static class AddressLabel
{
    /// <summary>What every such key begins with, the slash included.</summary>
    public const string Prefix = "address." + MeshGateApi.Group + "/";

    private const int GroupBytes = 2;

    /// <summary>The key of an address: the same for every way in which the address can be written.</summary>
    public static string KeyOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Prefix + (address.AddressFamily == AddressFamily.InterNetworkV6 ? GroupsOf(address.GetAddressBytes()) : address.ToString());
    }

    /// <summary>Whether a label is one of these, of whatever address.</summary>
    public static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    // In full, since a name in a label has to begin and to end with a letter or a digit: "fd00::" could not be one.
    private static string GroupsOf(byte[] bytes) => string.Join('-', bytes.Chunk(GroupBytes).Select(group =>
        BinaryPrimitives.ReadUInt16BigEndian(group).ToString("x4", CultureInfo.InvariantCulture)));
}
