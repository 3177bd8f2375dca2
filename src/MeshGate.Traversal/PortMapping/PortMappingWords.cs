using System.Globalization;

namespace MeshGate.Traversal.PortMapping;

/// <summary>What routers refuse with, for a person.</summary>
public static class PortMappingWords
{
    /// <summary>The protocol's name.</summary>
    public static string Name(PortMappingProtocol protocol) => protocol switch
    {
        PortMappingProtocol.Pcp => "PCP",
        PortMappingProtocol.NatPmp => "NAT-PMP",
        _ => "UPnP",
    };

    /// <summary>A PCP result code.</summary>
    public static string Describe(PcpResult result) => result switch
    {
        PcpResult.Success => "done",
        PcpResult.UnsupportedVersion => "the router speaks another version of PCP",
        PcpResult.NotAuthorized => "the router does not allow this machine a mapping, or another one has it",
        PcpResult.MalformedRequest or PcpResult.MalformedOption or PcpResult.UnsupportedOption => "the router could not read the request",
        PcpResult.UnsupportedOpcode => "the router does not map ports by PCP",
        PcpResult.NetworkFailure => "the router has no working outside address",
        PcpResult.NoResources => "the router has no ports left",
        PcpResult.UnsupportedProtocol => "the router does not map UDP",
        PcpResult.UserExceededQuota => "this machine has as many mappings as the router allows it",
        PcpResult.CannotProvideExternal => "the router cannot give the wished address or port",
        PcpResult.AddressMismatch => "the request reached the router from another address: a NAT stands between them",
        PcpResult.ExcessiveRemotePeers => "the router cannot filter for so many peers",
        _ => string.Create(CultureInfo.InvariantCulture, $"the router refused with result code {(int)result}"),
    };

    /// <summary>A NAT-PMP result code.</summary>
    public static string Describe(NatPmpResult result) => result switch
    {
        NatPmpResult.Success => "done",
        NatPmpResult.UnsupportedVersion => "the router does not speak NAT-PMP",
        NatPmpResult.NotAuthorized => "mapping is switched off on the router, or not allowed to this machine",
        NatPmpResult.NetworkFailure => "the router has no working outside address",
        NatPmpResult.OutOfResources => "the router has no mappings left",
        NatPmpResult.UnsupportedOpcode => "the router does not map ports by NAT-PMP",
        _ => string.Create(CultureInfo.InvariantCulture, $"the router refused with result code {(int)result}"),
    };
}
