using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>
/// Lets the mesh carry the traffic of pods, as <see cref="PodRules"/> decide, where that is asked for; takes it back where it no longer is. A route of
/// the same name that a person made is left alone. Safe for concurrent use.
/// </summary>
public sealed class PodNetworks(IKubernetesClient client, EntityCache<MeshNode> nodes, EntityCache<MeshRoute> routes, bool isOn)
{
    private const int LongestName = 253;

    /// <summary>Brings a Node's MeshNode and route to where they should be.</summary>
    /// <param name="source">The Node, if it exists and is selected.</param>
    /// <param name="target">Its MeshNode, if there is one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReconcileAsync(ClusterNode? source, MeshNode? target, CancellationToken cancellationToken)
    {
        // The route belongs to the MeshNode, and goes with it.
        if (target is null || target.Metadata.DeletionTimestamp is not null || !routes.Synced.IsCompletedSuccessfully)
        {
            return;
        }

        IReadOnlyList<string> wanted = PodRules.Wanted(source, target, isOn);
        if (PodRules.PatchOf(target, wanted) is { } patch)
        {
            nodes.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(target.Metadata.Name), patch, null, cancellationToken));
        }

        await RouteAsync(target, wanted, cancellationToken);
    }

    private async Task RouteAsync(MeshNode gateway, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        string name = PodRules.RoutePrefix + gateway.Metadata.Name;
        if (name.Length > LongestName)
        {
            return;
        }

        MeshRoute? route = routes.Get(name);
        if (route is null && wanted.Count > 0)
        {
            routes.Remember(await client.CreateAsync(Resources.MeshRoutes, RouteTo(gateway, name, wanted), cancellationToken));
        }
        else if (route is not null && PodRules.IsOurs(route) && wanted.Count == 0)
        {
            await client.DeleteAsync(Resources.MeshRoutes, NamespacedName.Cluster(name), cancellationToken);
        }
        else if (route is not null && PodRules.IsOurs(route) && !PodRules.IsAsWanted(route, gateway.Metadata.Name, wanted))
        {
            var spec = new JsonObject
            {
                ["destination"] = new JsonObject { ["cidrs"] = new JsonArray([.. wanted.Select(range => JsonValue.Create(range))]) },
                ["gateways"] = new JsonArray(JsonValue.Create(gateway.Metadata.Name)),
            };
            routes.Remember(await client.PatchAsync(Resources.MeshRoutes, NamespacedName.Cluster(name), new JsonObject { ["spec"] = spec }, null, cancellationToken));
        }
    }

    private static MeshRoute RouteTo(MeshNode gateway, string name, IReadOnlyList<string> wanted) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = new Dictionary<string, string> { [MirrorRules.ManagedByLabel] = MirrorRules.ManagedBy },
            OwnerReferences = [new V1OwnerReference { ApiVersion = MeshGateApi.GroupVersion, Kind = "MeshNode", Name = gateway.Metadata.Name, Uid = gateway.Metadata.Uid }],
        },
        Spec = new MeshRouteSpec { Destination = new RouteDestination { Cidrs = wanted }, Gateways = [gateway.Metadata.Name] },
    };
}
