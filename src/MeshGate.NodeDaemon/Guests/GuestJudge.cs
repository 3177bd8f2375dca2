using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Relays;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>Reads from a MeshNode who a guest is.</summary>
public static class GuestJudge
{
    /// <summary>The operator's reasons on the condition Ready of a node whose address or key is another's.</summary>
    private const string AddressConflict = "AddressConflict";
    private const string KeyConflict = "PublicKeyConflict";

    /// <summary>
    /// The guest that a MeshNode describes; null where it is none. Only one that the operator has accepted counts: of two nodes that
    /// claim the same address or key it accepts one.
    /// </summary>
    /// <param name="node">The MeshNode.</param>
    /// <param name="meshCidrs">The mesh's ranges: nothing outside them belongs to a guest.</param>
    /// <param name="problem">Why it is none, a sentence; null where it is one.</param>
    public static PeerIdentity? Read(MeshNode node, IReadOnlyCollection<IPNetwork> meshCidrs, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(meshCidrs);
        problem = null;
        var name = node.Metadata?.Name;
        List<IPAddress> addresses = [.. (node.Spec?.Addresses ?? [])
            .Select(text => IPAddress.TryParse(text, out var address) ? address : null).OfType<IPAddress>().Distinct()
            .Where(address => meshCidrs.Any(range => range.Contains(address)))];
        if (!RelayOrdersReader.IsName(name))
        {
            problem = "it has no usable name";
        }
        else if (node.Metadata!.DeletionTimestamp is not null || string.IsNullOrEmpty(node.Status?.Assignment?.Segment))
        {
            problem = "it is not part of the mesh: the operator has given it no segment";
        }
        else if (node.Status.Conditions?.FirstOrDefault(condition => condition?.Reason is AddressConflict or KeyConflict) is { } conflict)
        {
            // One that was accepted before keeps its segment while its claim is in dispute.
            problem = $"the operator refuses it: {conflict.Reason}";
        }
        else if (!PublicKey.TryParse(node.Status.Agent?.PublicKey, out var key, out var error))
        {
            problem = $"status.agent.publicKey: {error}";
        }
        else if (addresses.Count == 0)
        {
            problem = "spec.addresses: none is in the mesh's ranges";
        }
        else
        {
            return new PeerIdentity(name!, key, [.. addresses.Select(PeerIdentity.HostRoute)]) { Segment = node.Status.Assignment.Segment };
        }

        return null;
    }
}
