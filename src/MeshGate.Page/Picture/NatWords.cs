using MeshGate.Kubernetes.Entities;

namespace MeshGate.Page.Picture;

/// <summary>A NAT in words.</summary>
internal static class NatWords
{
    /// <summary>Mapping and filtering in the words of RFC 4787; null where nothing was found out.</summary>
    public static string? Of(NatBehavior? nat) => nat switch
    {
        null => null,
        { Udp: false } => "no UDP passes",
        { Mapping: NatMapping.Unknown, Filtering: NatFiltering.Unknown } => null,
        { Mapping: NatMapping.None, Filtering: NatFiltering.Unknown or NatFiltering.EndpointIndependent } => "no NAT",
        { Mapping: NatMapping.None } => $"no NAT, {Words(nat.Filtering.ToString())} filtering",
        { Filtering: NatFiltering.Unknown } => $"{Words(nat.Mapping.ToString())} mapping",
        _ => $"{Words(nat.Mapping.ToString())} mapping, {Words(nat.Filtering.ToString())} filtering",
    };

    private static string Words(string name) => name switch
    {
        nameof(NatMapping.EndpointIndependent) => "endpoint-independent",
        nameof(NatMapping.AddressDependent) => "address-dependent",
        nameof(NatMapping.AddressAndPortDependent) => "address- and port-dependent",
        _ => "unknown",
    };
}
