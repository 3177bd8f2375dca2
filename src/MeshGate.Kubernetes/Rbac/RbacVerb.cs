namespace MeshGate.Kubernetes.Rbac;

/// <summary>What may be done to a resource.</summary>
[Flags]
public enum RbacVerb
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read one object.</summary>
    Get = 1 << 0,

    /// <summary>Read many objects.</summary>
    List = 1 << 1,

    /// <summary>Follow changes.</summary>
    Watch = 1 << 2,

    /// <summary>Create objects.</summary>
    Create = 1 << 3,

    /// <summary>Replace objects.</summary>
    Update = 1 << 4,

    /// <summary>Change parts of objects.</summary>
    Patch = 1 << 5,

    /// <summary>Delete objects.</summary>
    Delete = 1 << 6,

    /// <summary>All of these, each by its name.</summary>
    AllExplicit = Get | List | Watch | Create | Update | Patch | Delete,
}
