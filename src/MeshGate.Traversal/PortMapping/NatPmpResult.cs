namespace MeshGate.Traversal.PortMapping;

/// <summary>NAT-PMP result codes (RFC 6886, section 3.5).</summary>
public enum NatPmpResult
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>The server does not know the version.</summary>
    UnsupportedVersion = 1,

    /// <summary>Mapping is switched off, or not allowed to this machine.</summary>
    NotAuthorized = 2,

    /// <summary>The router itself has no outside address.</summary>
    NetworkFailure = 3,

    /// <summary>The router has no mappings left.</summary>
    OutOfResources = 4,

    /// <summary>The opcode is not known.</summary>
    UnsupportedOpcode = 5,
}
