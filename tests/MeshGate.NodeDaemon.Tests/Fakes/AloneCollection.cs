namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Tests that measure what the whole process allocates or how fast it is: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
