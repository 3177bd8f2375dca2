namespace MeshGate.Operator.Tests.Fakes;

/// <summary>A write that the fake API was asked for.</summary>
internal sealed record FakeWrite(string Verb, string Resource, string Name, string? Subresource);
