using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MeshGate.Lab.Api.Tables;

namespace MeshGate.Lab.Tests.Api.Tables;

public sealed class JsonPathExpressionTests
{
    private const string Document = """
        {"spec":{"ports":[1,2,3],"a.b/c":"dotted"},"status":{"conditions":[{"type":"Ready","status":"True","n":1},{"type":"Online","status":"False"}]}}
        """;

    [Theory]
    [InlineData(".spec.ports", "[1,2,3]")]
    [InlineData("$.spec.ports[0]", "1")]
    [InlineData(".spec.ports[-1]", "3")]
    [InlineData(".spec.ports[9]", "")]
    [InlineData(".spec.ports[*]", "1 2 3")]
    [InlineData(".status.conditions[*].type", "\"Ready\" \"Online\"")]
    [InlineData(".status.conditions[?(@.type==\"Online\")].status", "\"False\"")]
    [InlineData(".status.conditions[?(@.type=='Ready')].status", "\"True\"")]
    [InlineData(".status.conditions[?(@.type != 'Ready')].status", "\"False\"")]
    [InlineData(".status.conditions[?(@.n==1)].type", "\"Ready\"")]
    [InlineData(".status.conditions[?(@.n)].type", "\"Ready\"")]
    [InlineData(".status.conditions[?(@.type==\"]\")].status", "")]
    [InlineData(".spec.a\\.b/c", "\"dotted\"")]
    [InlineData(".spec['a.b/c']", "\"dotted\"")]
    [InlineData(".missing.deep[0].er", "")]
    public void Find_FollowsThePath(string path, string expected)
    {
        JsonPathExpression? expression = JsonPathExpression.TryParse(path);

        Assert.NotNull(expression);
        Assert.Equal(expected, string.Join(' ', expression.Find(JsonNode.Parse(Document)).Select(node => node!.ToJsonString())));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("spec")]
    [InlineData(".a[")]
    [InlineData(".a[?(b)]")]
    [InlineData(".a[x]")]
    [InlineData("..a")]
    public void TryParse_IsNull_WhenThePathIsMalformed(string path) => Assert.Null(JsonPathExpression.TryParse(path));

    [Property]
    public void TryParse_NeverThrows(string? text) => _ = JsonPathExpression.TryParse(text ?? string.Empty)?.Find(JsonNode.Parse(Document)).Count();
}
