namespace MeshGate.NodeDaemon.Tests;

/// <summary>Tests that measure the whole process, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
