using System.Net;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Lab.Crowd;

/// <summary>What a crowd is.</summary>
public sealed record CrowdOptions
{
    /// <summary>The API server, as somebody who may make MeshNodes and write their reports.</summary>
    public required KubernetesConnection Connection { get; init; }

    /// <summary>How many members, 1 to 1,000.</summary>
    public required int Peers { get; init; }

    /// <summary>The MeshNode that they are the peers of.</summary>
    public required string Around { get; init; }

    /// <summary>What the names of their MeshNodes begin with.</summary>
    public required string Name { get; init; }

    /// <summary>The IPv4 address that they share, each at a port of its own.</summary>
    public required IPAddress Address { get; init; }
}
