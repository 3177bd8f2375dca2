namespace MeshGate.Contract.Tests.Servers;

/// <summary>The tests that share one embedded server; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EmbeddedCollection : ICollectionFixture<EmbeddedServer>
{
    public const string Name = "embedded API";
}

/// <summary>The tests that share one real server; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RealCollection : ICollectionFixture<RealServer>
{
    public const string Name = "real API server";
}
