namespace MeshGate.Lab.Machines;

/// <summary>Whose WireGuard the machines of a lab have.</summary>
public enum WireGuardKind
{
    /// <summary>wireguard-go, a process for each machine that the lab starts before the daemon.</summary>
    UserSpace,

    /// <summary>The kernel's, whose interfaces the daemons make themselves.</summary>
    Kernel,
}
