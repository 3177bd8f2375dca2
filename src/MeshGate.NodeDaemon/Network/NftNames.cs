namespace MeshGate.NodeDaemon.Network;

/// <summary>Names of the daemon's own tables of nftables.</summary>
public static class NftNames
{
    /// <summary>A table's name, after the tunnel's interface, so that two daemons on one machine keep out of each other's way.</summary>
    public static string Table(string prefix, string interfaceName)
        => $"{prefix}-{string.Concat(interfaceName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'))}";
}
