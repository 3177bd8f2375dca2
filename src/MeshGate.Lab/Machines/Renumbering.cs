using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Faults;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>Changes the addresses and ports that the internet sees, while everything runs.</summary>
public sealed class Renumbering(Scenario scenario, NetworkPlan plan, FaultBoard faults)
{
    private int _nextPort = 40000;

    /// <summary>Gives a machine that is on the internet itself new addresses.</summary>
    public async Task MoveMachineAsync(string machine, CancellationToken cancellationToken)
    {
        var host = plan.Machines[machine];
        var old = host.Addresses.ToArray();
        var fresh = old.Select(a => a.AddressFamily == AddressFamily.InterNetwork
            ? plan.Addresses.NextMachine() : plan.Addresses.NextIPv6()).ToArray();
        await MoveAsync(host.Node, "eth0", old, fresh, cancellationToken);
        host.Addresses.Clear();
        host.Addresses.AddRange(fresh);
        await faults.ApplyAsync(cancellationToken);
    }

    /// <summary>Gives a site's outermost gateway a new IPv4 address; mappings of the old one are gone.</summary>
    public async Task MoveSiteAsync(string site, CancellationToken cancellationToken)
    {
        var gateway = plan.Sites[site].Gateways[^1];
        if (gateway.WanAddress is not { } old)
        {
            throw new LabException($"Site {site} has no IPv4 address that could change.");
        }

        var fresh = plan.Addresses.NextGateway();
        gateway.WanAddress = fresh;
        await MoveAsync(gateway.Node, "wan", [old], [fresh], cancellationToken);
        await NetworkBuilder.NftAsync(gateway.Node.Namespace, NatRuleset.Write(gateway), cancellationToken);
        ConnectionTracking.Flush(new NetworkNamespace(gateway.Node.Namespace));
        await faults.ApplyAsync(cancellationToken);
    }

    /// <summary>Makes a site's outermost NAT forget its mappings; each machine's WireGuard port gets another outside port.</summary>
    public async Task RebindAsync(string site, CancellationToken cancellationToken)
    {
        if (!plan.Sites.TryGetValue(site, out var built))
        {
            throw new LabException($"Site {site} has no NAT.");
        }

        // Linux keeps the source port where it can, so that without moved ports the same mappings would come back;
        // a symmetric NAT draws new ones anyway.
        var gateway = built.Gateways[^1];
        foreach (var machine in scenario.Machines.Where(m => m.Site == site))
        {
            var inside = built.Gateways.Count > 1
                ? built.Gateways[^2].WanAddress
                : plan.Machines[machine.Name].Addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
            if (inside is not null && gateway.Kind != NatKind.Symmetric)
            {
                gateway.MovedPorts[new IPEndPoint(inside, machine.ListenPort)] = _nextPort++;
            }
        }

        await NetworkBuilder.NftAsync(gateway.Node.Namespace, NatRuleset.Write(gateway), cancellationToken);
        ConnectionTracking.Flush(new NetworkNamespace(gateway.Node.Namespace));
    }

    private async Task MoveAsync(
        NodePlan node, string device, IPAddress[] old, IPAddress[] fresh, CancellationToken cancellationToken)
    {
        var attachment = plan.Attachments[node.Name];
        var routes = fresh.SelectMany(a => attachment.Routes(a)).Concat(old.SelectMany(a => attachment.Routes(a, remove: true)));
        foreach (var router in routes.ToLookup(r => r.Router, r => r.Command))
        {
            await NetworkBuilder.IpAsync(router.Key.Namespace, router, cancellationToken);
        }

        // The default route goes away with the last address, so it is set again.
        await NetworkBuilder.IpAsync(
            node.Namespace,
            [
                .. fresh.Select(a => NetworkPlanner.Assign(a, device)),
                .. old.Select(a => NetworkPlanner.Assign(a, device, remove: true)),
                .. fresh.Select(a => a.AddressFamily == AddressFamily.InterNetwork
                    ? $"route replace default via {AddressPool.Router} dev {device} onlink"
                    : $"route replace ::/0 via {AddressPool.RouterLinkLocal} dev {device}"),
            ],
            cancellationToken);
    }
}
