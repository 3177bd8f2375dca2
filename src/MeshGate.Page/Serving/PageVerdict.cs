namespace MeshGate.Page.Serving;

/// <summary>Whether somebody may look at the mesh.</summary>
public enum PageVerdict
{
    /// <summary>Yes.</summary>
    Admitted,

    /// <summary>Nobody knows who it is: no token, or one that is not valid.</summary>
    Unknown,

    /// <summary>It is known who it is, and they may not.</summary>
    Forbidden,

    /// <summary>Too many are asked about.</summary>
    TooMany,

    /// <summary>The Kubernetes API, which would know, does not answer.</summary>
    Unavailable,
}
