using k8s.Models;

namespace MeshGate.Kubernetes.Rbac;

/// <summary>What the runtime does for any operator in the cluster: record Events. Add it to the operator's own carriers.</summary>
[EntityRbac(typeof(Corev1Event), Verbs = RbacVerb.Create | RbacVerb.Patch)]
public static class OperatorPermissions;
