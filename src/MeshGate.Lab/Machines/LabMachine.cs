using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>A machine of a running lab.</summary>
/// <param name="Spec">What the scenario says of it.</param>
/// <param name="Host">Its place in the network.</param>
/// <param name="Network">Its network namespace.</param>
/// <param name="Interface">Its tunnel interface.</param>
/// <param name="WireGuard">The user-space WireGuard that holds the interface.</param>
/// <param name="Daemon">The node daemon; null for a machine without one.</param>
public sealed record LabMachine(
    MachineSpec Spec, PlannedHost Host, NetworkNamespace Network, string Interface, LabProcess WireGuard, LabProcess? Daemon)
{
    /// <summary>The socket on which the user-space WireGuard is configured. It exists once the interface does.</summary>
    public string ControlSocket => $"/var/run/wireguard/{Interface}.sock";
}
