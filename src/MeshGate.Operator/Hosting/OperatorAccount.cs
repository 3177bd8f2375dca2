using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.ClusterNodes;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Policies;
using MeshGate.Operator.Routes;
using MeshGate.Operator.Turn;

namespace MeshGate.Operator.Hosting;

/// <summary>The operator's service account and what it may do, as its parts say themselves.</summary>
public static class OperatorAccount
{
    /// <summary>The account.</summary>
    public static RbacAccount Value { get; } = new(
        "meshgate-operator",
        MeshGateApi.OperatorNamespace,
        [typeof(ClusterNodeController), typeof(MeshNodeController), typeof(MeshNodeFinalizer), typeof(MeshPolicyController), typeof(MeshRouteController), typeof(OperatorPermissions)],
        [typeof(LeaderElectionPermissions), typeof(TurnSecrets)])
    {
        OtherNamespaces = new Dictionary<string, IReadOnlyList<Type>> { [MeshGateApi.DefaultNamespace] = [typeof(HeartbeatMonitor)] },
    };
}
