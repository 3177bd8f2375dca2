using MeshGate.NodeDaemon.Gateways;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Networks behind gateways: through which of them, and as which of them.</content>
public sealed partial class AgentState
{
    private ForwardingOrder? _forwarding;

    private void ConfigureGateways(Assignment? assignment, TimeSpan now)
    {
        var mayReturn = assignment?.Failover.AutoRecovery ?? true;
        gateways.Configure([.. (assignment?.Gateways ?? []).Select(route => route with { Settings = route.Settings with { Return = mayReturn } })], _found, now);
        var order = new ForwardingOrder(assignment?.MeshCidrs ?? [], assignment?.Forwards ?? []);
        if (!order.Equals(_forwarding))
        {
            // The first is posted also where there is nothing to do: what an earlier start left behind goes.
            _forwarding = order;
            workers.Forwarding.Post(order);
        }
    }

    /// <summary>
    /// A peer's address in a network that leads into the tunnel is no way to the peer: its packets would carry themselves. Unless this
    /// machine stands in that network, and so reaches it by a route of its own.
    /// </summary>
    private void KeepOut()
        => checker.MeshRanges =
        [
            .. _assignment?.MeshCidrs ?? [],
            .. (_assignment?.Gateways ?? []).SelectMany(route => route.Networks).Where(network => !_localAddresses.Any(network.Contains)),
        ];
}
