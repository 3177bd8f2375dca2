namespace MeshGate.NodeDaemon.Network;

/// <summary>Names of the daemon's own tables of nftables.</summary>
public static class NftNames
{
    /// <summary>What the name of the table of pins begins with.</summary>
    public const string Pins = "meshgate";

    /// <summary>What the name of a gateway's table begins with.</summary>
    public const string Gateway = "meshgate-gateway";

    /// <summary>What the name of the table that counts flows begins with.</summary>
    public const string Flows = "meshgate-flows";

    /// <summary>Every table that a daemon may have made, all of the family inet.</summary>
    public static IEnumerable<string> All(string interfaceName) => new[] { Pins, Gateway, Flows }.Select(prefix => Table(prefix, interfaceName));

    /// <summary>A table's name, after the tunnel's interface, so that two daemons on one machine keep out of each other's way.</summary>
    public static string Table(string prefix, string interfaceName)
        => $"{prefix}-{string.Concat(interfaceName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'))}";
}
