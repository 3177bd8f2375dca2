using System.Net;

namespace MeshGate.Lab.Scenarios;

/// <summary>A stream of numbered packets from one machine to another.</summary>
/// <param name="Name">What steps call it.</param>
/// <param name="From">The sending machine.</param>
/// <param name="To">The receiving machine.</param>
/// <param name="PacketsPerSecond">1 to 1000.</param>
/// <param name="Size">Payload in bytes, 16 to 1300.</param>
/// <param name="Mesh">Through the mesh, or else past it over the machines' own addresses.</param>
/// <param name="Family">IPv4, IPv6, or null for the first that the receiver has.</param>
public sealed record StreamSpec(
    string Name, string From, string To, int PacketsPerSecond, int Size, bool Mesh, IPFamily? Family)
{
    /// <summary>One TCP connection carries them, or else each is a UDP packet.</summary>
    public bool Tcp { get; init; }

    /// <summary>What the payload is filled with; empty for zeros.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The sender's and the receiver's address where the stream passes neither the mesh nor the machines' own; null otherwise.</summary>
    public (IPAddress From, IPAddress To)? Addresses { get; init; }
}
