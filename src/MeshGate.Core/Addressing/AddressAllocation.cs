using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Core.Addressing;

/// <summary>What came of an allocation: addresses, or why there are none.</summary>
public sealed record AddressAllocation
{
    private AddressAllocation(ImmutableArray<IPAddress> addresses, string? error)
    {
        Addresses = addresses;
        Error = error;
    }

    /// <summary>One address for each range of the mesh, in the ranges' order; empty on an error.</summary>
    public ImmutableArray<IPAddress> Addresses { get; }

    /// <summary>Why there is no address, for a person; null if there is.</summary>
    public string? Error { get; }

    internal static AddressAllocation Of(ImmutableArray<IPAddress> addresses) => new(addresses, null);

    internal static AddressAllocation Exhausted(string error) => new([], error);
}
