namespace MeshGate.Operator.Status;

/// <summary>How a status differs from the wanted one.</summary>
public enum StatusDifference
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Only in how many peers have a path; this may wait, since it moves often while a mesh forms.</summary>
    CountOnly,

    /// <summary>In something that somebody may wait for.</summary>
    Matters,
}
