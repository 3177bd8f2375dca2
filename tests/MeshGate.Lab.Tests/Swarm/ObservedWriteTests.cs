using System.Text.Json;
using MeshGate.Lab.Swarm.Observing;

namespace MeshGate.Lab.Tests.Swarm;

public sealed class ObservedWriteTests
{
    private const string Before = """
        {"metadata":{"name":"a","resourceVersion":"1","labels":{"x":"1"}},"spec":{},
         "status":{"conditions":[{"type":"Ready","status":"False","message":"one"}],"agent":{"version":"1"}}}
        """;

    [Theory]
    [InlineData("\"spec\":{}", "\"spec\":{\"addresses\":[\"100.96.0.1\"]}", WriteAuthor.Operator, "addresses")]
    [InlineData("\"status\":{", "\"status\":{\"assignment\":{\"revision\":\"r\"},", WriteAuthor.Operator, "assignment")]
    [InlineData("\"False\"", "\"True\"", WriteAuthor.Operator, "conditions(Ready)")]
    [InlineData("\"one\"", "\"two\"", WriteAuthor.Operator, "conditions(Ready~)")]
    [InlineData("\"labels\"", "\"finalizers\":[\"f\"],\"labels\"", WriteAuthor.Operator, "finalizers")]
    [InlineData("\"x\":\"1\"", "\"x\":\"1\",\"address.meshgate.io/100.96.0.1\":\"\"", WriteAuthor.Operator, "labels")]
    [InlineData("\"version\":\"1\"", "\"version\":\"2\"", WriteAuthor.Daemon, "agent")]
    [InlineData("\"x\":\"1\"", "\"x\":\"2\"", WriteAuthor.Person, "labels")]
    [InlineData("\"labels\"", "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"labels\"", WriteAuthor.Person, "deletionTimestamp")]
    [InlineData("\"resourceVersion\":\"1\"", "\"resourceVersion\":\"2\"", WriteAuthor.Unknown, "nothing")]
    public void Of_TellsTheAuthorByWhatChanged(string old, string now, WriteAuthor author, string what)
        => Assert.Equal(new ObservedWrite(author, what), ObservedWrite.Of(Read(Before), Read(Before.Replace(old, now, StringComparison.Ordinal))));

    [Fact]
    public void Bytes_AreThoseOfTheWire()
    {
        Assert.Equal(Before.Length, Read(Before).Bytes);
        Assert.Equal(("a", "1"), (Read(Before).Metadata.Name, Read(Before).Metadata.ResourceVersion));
    }

    private static ObservedNode Read(string json) => JsonSerializer.Deserialize(json, ObservedNode.Resource.JsonType)!;
}
