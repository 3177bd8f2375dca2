namespace MeshGate.Lab.Scenarios;

/// <summary>Which versions of IP a place has.</summary>
[Flags]
public enum IPFamily
{
    /// <summary>None: the machine has no network at all.</summary>
    None = 0,

    /// <summary>IPv4 only.</summary>
    IPv4 = 1,

    /// <summary>IPv6 only.</summary>
    IPv6 = 2,

    /// <summary>Both.</summary>
    Dual = IPv4 | IPv6,
}
