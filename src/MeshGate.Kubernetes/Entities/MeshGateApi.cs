namespace MeshGate.Kubernetes.Entities;

/// <summary>The names that every part of MeshGate shares on the Kubernetes API.</summary>
public static class MeshGateApi
{
    /// <summary>The API group of the custom resources.</summary>
    public const string Group = "meshgate.io";

    /// <summary>The version of the custom resources.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version as objects carry them in <c>apiVersion</c>.</summary>
    public const string GroupVersion = Group + "/" + Version;

    /// <summary>The finalizer that holds a leaving MeshNode until its peers no longer know it.</summary>
    public const string Finalizer = Group + "/peers";

    /// <summary>
    /// On a MeshRoute to a node: the path that traffic is to move to, Direct, Turn, or relays with a plus between. Taken away, traffic
    /// returns to the primary path.
    /// </summary>
    public const string FailoverToAnnotation = Group + "/failover-to";

    /// <summary>
    /// The namespace of the daemons and their heartbeat Leases unless configured otherwise. Every service account in it is a daemon's:
    /// see <see cref="DaemonAccount"/>.
    /// </summary>
    public const string DefaultNamespace = "meshgate-nodes";

    /// <summary>The namespace of the operator and of the Lease by which it leads, out of the daemons' reach, unless configured otherwise.</summary>
    public const string OperatorNamespace = "meshgate-system";

    /// <summary>
    /// The service account of the daemons in the cluster, each known by the Node that its token is bound to. A machine outside the cluster has
    /// an account of its own: this name, a hyphen, and the name of its MeshNode.
    /// </summary>
    public const string DaemonAccount = "meshgate-noded";
}
