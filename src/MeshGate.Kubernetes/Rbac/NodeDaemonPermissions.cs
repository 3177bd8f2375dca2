using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Rbac;

/// <summary>
/// What a node daemon may do in the cluster: read MeshNodes, none of which holds a secret, and write the status of one. That it is
/// its own is for admission to see to.
/// </summary>
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshnodes/status"], Verbs = RbacVerb.Patch)]
public static class NodeDaemonPermissions
{
    /// <summary>The daemon's account.</summary>
    public static RbacAccount Account { get; } = new(
        "meshgate-noded", MeshGateApi.DefaultNamespace, [typeof(NodeDaemonPermissions)], [typeof(Heartbeat)]);

    /// <summary>What it may do in the namespace of the heartbeats.</summary>
    [EntityRbac(typeof(V1Lease), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Update | RbacVerb.Patch)]
    private static class Heartbeat;
}
