namespace MeshGate.Traversal.PortMapping;

/// <summary>PCP result codes (RFC 6887, section 7.4).</summary>
public enum PcpResult : byte
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>The server speaks another version.</summary>
    UnsupportedVersion = 1,

    /// <summary>The server's policy or another owner of the mapping forbids it.</summary>
    NotAuthorized = 2,

    /// <summary>The request could not be read.</summary>
    MalformedRequest = 3,

    /// <summary>The opcode is not known.</summary>
    UnsupportedOpcode = 4,

    /// <summary>A required option is not known.</summary>
    UnsupportedOption = 5,

    /// <summary>An option could not be read.</summary>
    MalformedOption = 6,

    /// <summary>The server's own network does not work.</summary>
    NetworkFailure = 7,

    /// <summary>The server has no ports left.</summary>
    NoResources = 8,

    /// <summary>The server does not map UDP.</summary>
    UnsupportedProtocol = 9,

    /// <summary>This machine has as many mappings as it may have.</summary>
    UserExceededQuota = 10,

    /// <summary>The wished outside address or port cannot be had.</summary>
    CannotProvideExternal = 11,

    /// <summary>The request came from another address than it says.</summary>
    AddressMismatch = 12,

    /// <summary>Too many filters for remote peers.</summary>
    ExcessiveRemotePeers = 13,
}
