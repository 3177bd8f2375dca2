using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Rbac;

/// <summary>
/// What a node daemon may do in the cluster: read MeshNodes, none of which holds a secret, and write the status of one. That it is
/// its own, and its own part of it, is for admission to see to.
/// </summary>
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshnodes/status"], Verbs = RbacVerb.Patch)]
public static class NodeDaemonPermissions
{
    /// <summary>The group of all service accounts in the daemons' namespace.</summary>
    public const string Group = "system:serviceaccounts:" + MeshGateApi.DefaultNamespace;

    /// <summary>
    /// The daemons' account. What it may do is granted to the whole namespace, so that a machine outside the cluster needs no more than a
    /// service account of its own in it.
    /// </summary>
    public static RbacAccount Account { get; } = new(
        MeshGateApi.DaemonAccount, MeshGateApi.DefaultNamespace, [typeof(NodeDaemonPermissions)], [typeof(Heartbeat)]) { Group = Group };

    /// <summary>What it may do in the namespace of the heartbeats.</summary>
    [EntityRbac(typeof(V1Lease), Verbs = RbacVerb.Create | RbacVerb.Patch)]
    private static class Heartbeat;
}
