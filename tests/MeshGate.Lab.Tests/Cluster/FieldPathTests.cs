using System.Text.Json.Nodes;
using MeshGate.Lab.Cluster;

namespace MeshGate.Lab.Tests.Cluster;

/// <summary>Paths into objects.</summary>
public sealed class FieldPathTests
{
    private static readonly JsonNode Node = JsonNode.Parse(
        """
        {"metadata":{"labels":{"a.b/c":"x"}},
         "status":{"conditions":[{"type":"Online","status":"True"},{"type":"Ready","status":"False","reason":"R"}],"n":3,"peers":["b","a path=None reason=UDP is blocked"]}}
        """)!;

    [Theory]
    [InlineData("status.n", "3")]
    [InlineData(".status.conditions[0].type", "Online")]
    [InlineData("status.conditions[type=Ready].reason", "R")]
    [InlineData("status.conditions[?(@.type==\"Ready\")].status", "False")]
    [InlineData("{.status.conditions[?(@.type=='Ready')].status}", "False")]
    [InlineData("metadata.labels['a.b/c']", "x")]
    [InlineData("status.conditions[9].type", null)]
    [InlineData("status.conditions[type=Missing].reason", null)]
    [InlineData("status.n.deeper", null)]
    [InlineData("nothing", null)]
    [InlineData("status.peers[name=a].path", "None")]
    [InlineData("status.peers[name=a].reason", "UDP is blocked")]
    [InlineData("status.peers[name=b].path", null)]
    [InlineData("status.peers[name=c].path", null)]
    public void Find_FollowsThePath(string text, string? expected)
    {
        Assert.True(FieldPath.TryParse(text, out var path));
        Assert.Equal(expected, FieldPath.Text(path.Find(Node)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[b]")]
    [InlineData("a b")]
    public void TryParse_RefusesOthers(string text) => Assert.False(FieldPath.TryParse(text, out _));
}
