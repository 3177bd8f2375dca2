namespace MeshGate.Core.Topology;

/// <summary>Which of two objects is older. Creation times are whole seconds, so the identifier breaks ties the same way for every observer.</summary>
/// <param name="CreatedAt">When the API server made the object.</param>
/// <param name="Uid">The object's unique identifier.</param>
public readonly record struct CreationOrder(DateTime CreatedAt, string Uid) : IComparable<CreationOrder>
{
    /// <inheritdoc/>
    public int CompareTo(CreationOrder other)
    {
        int byTime = CreatedAt.CompareTo(other.CreatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(Uid, other.Uid);
    }

    /// <summary>Whether the left object is older.</summary>
    public static bool operator <(CreationOrder left, CreationOrder right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left object is younger.</summary>
    public static bool operator >(CreationOrder left, CreationOrder right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left object is older or the same.</summary>
    public static bool operator <=(CreationOrder left, CreationOrder right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left object is younger or the same.</summary>
    public static bool operator >=(CreationOrder left, CreationOrder right) => left.CompareTo(right) >= 0;
}
