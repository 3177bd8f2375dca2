namespace MeshGate.Core.Routes;

/// <summary>How the far end of a route is probed.</summary>
public enum ProbeType
{
    /// <summary>By the hellos and checks of the sessions alone.</summary>
    Path,

    /// <summary>By an ICMP echo through the tunnel.</summary>
    Icmp,

    /// <summary>By opening a TCP connection through the tunnel.</summary>
    Tcp,
}
