using k8s.Models;

namespace MeshGate.Kubernetes.Rbac;

/// <summary>What leader election does in the operator's namespace.</summary>
[EntityRbac(typeof(V1Lease), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch)]
public static class LeaderElectionPermissions;
