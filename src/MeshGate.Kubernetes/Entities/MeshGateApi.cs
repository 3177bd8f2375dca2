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

    /// <summary>The namespace of the daemons' heartbeat Leases unless configured otherwise.</summary>
    public const string DefaultNamespace = "meshgate-system";
}
