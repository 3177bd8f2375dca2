namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>
/// The type goes over the wire as one text rather than as an object of its members. What an API server spends on an object grows with
/// the number of values in it, at each write and for each of its watchers.
/// </summary>
/// <param name="shortest">The least characters, which the schema checks.</param>
/// <param name="longest">The most characters.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WrittenAsTextAttribute(int shortest, int longest) : Attribute
{
    /// <summary>The least characters.</summary>
    public int Shortest { get; } = shortest;

    /// <summary>The most characters.</summary>
    public int Longest { get; } = longest;
}
