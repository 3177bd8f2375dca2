using MeshGate.Lab.Demo;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>A machine of a running lab.</summary>
/// <param name="Spec">What the scenario says of it.</param>
/// <param name="Host">Its place in the network.</param>
/// <param name="Network">Its network namespace.</param>
/// <param name="Interface">Its tunnel interface.</param>
/// <param name="WireGuard">The user-space WireGuard that holds the interface; null where the kernel does.</param>
/// <param name="Daemon">The node daemon; null for a machine without one.</param>
public sealed record LabMachine(
    MachineSpec Spec, PlannedHost Host, NetworkNamespace Network, string Interface, LabProcess? WireGuard, LabProcess? Daemon)
{
    /// <summary>The socket on which a user-space WireGuard is configured. It exists once the interface does.</summary>
    public string ControlSocket => $"/var/run/wireguard/{Interface}.sock";

    /// <summary>The interface as the kernel's; null where a user-space WireGuard holds it.</summary>
    public KernelWireGuard? Kernel => WireGuard is null ? new KernelWireGuard(Network.Name, Interface) : null;

    /// <summary>What its WireGuard says of its peers.</summary>
    /// <exception cref="LabException">It does not answer.</exception>
    public async Task<IReadOnlyList<WireGuardPeer>> PeersAsync(CancellationToken cancellationToken) => Kernel is { } kernel
        ? WireGuardDump.Peers(await kernel.DumpAsync(cancellationToken))
        : await WireGuardControl.PeersAsync(ControlSocket, cancellationToken);
}
