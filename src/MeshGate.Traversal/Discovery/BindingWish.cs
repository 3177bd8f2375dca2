namespace MeshGate.Traversal.Discovery;

/// <summary>Where a server is asked to answer from, and to (RFC 5780, section 7).</summary>
/// <param name="OtherAddress">From its other address.</param>
/// <param name="OtherPort">From its other port.</param>
/// <param name="ResponsePort">To this port of the address that it sees; null for the port that it sees.</param>
public sealed record BindingWish(bool OtherAddress = false, bool OtherPort = false, ushort? ResponsePort = null)
{
    /// <summary>An answer as usual.</summary>
    public static BindingWish None { get; } = new();
}
