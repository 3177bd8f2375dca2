using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Agent;

/// <content>The port that the router lends.</content>
public sealed partial class AgentState
{
    private PortMappingReport? _portMapping;

    /// <summary>The address at which the router passes on to WireGuard's port; none where another NAT stands before it.</summary>
    private ImmutableArray<IPEndPoint> MappedByRouter => _portMapping is { External: { } external, IsReachable: true } ? [external] : [];

    private void TakePortMapping(PortMappingReport report, TimeSpan now)
    {
        var before = MappedByRouter;
        _portMapping = report;
        if (!MappedByRouter.SequenceEqual(before) && !MappedByRouter.IsEmpty)
        {
            SearchAnew(now);
        }
    }

    /// <summary>What is to be asked of the router; nothing once the node has left, so that what it lent is given back.</summary>
    private PortMappingOrder PortMappingOrder()
    {
        var whyNot = _assignment switch
        {
            null => "this node has no assignment",
            { IsPortMappingWanted: false } => "natTraversal.portMapping is off",
            _ when discovery.Findings?.Nat.Mapping == NatMapping.None => "this machine has a public address of its own",
            _ => null,
        };
        return new PortMappingOrder(whyNot is null ? Port : null, whyNot, SeenByStun()) { Lifetime = options.PortMappingLifetime };
    }

    private ImmutableArray<IPAddress> SeenByStun()
        =>
        [
            .. (discovery.Findings?.Reflexive ?? [])
                .Select(seen => seen.Address)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
                .Distinct(),
        ];
}
