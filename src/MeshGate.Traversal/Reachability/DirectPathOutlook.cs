namespace MeshGate.Traversal.Reachability;

/// <summary>Whether two machines can have a direct path.</summary>
public enum DirectPathOutlook
{
    /// <summary>It depends on what is not known, or on a port guessed right.</summary>
    Uncertain,

    /// <summary>They can.</summary>
    Possible,

    /// <summary>They cannot: only a relay joins them.</summary>
    Impossible,
}
