using System.Text.Json;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class MeshMemberConverterTests
{
    [Fact]
    public void Write_MakesOneLine_ThatReadsBack()
    {
        var member = new MeshMember { Name = "web-1", PublicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=", Addresses = ["100.96.0.7", "fd6d::7"] };
        string json = JsonSerializer.Serialize(new MeshNode { Status = new MeshNodeStatus { Assignment = new MeshNodeAssignment { Members = [member] } } }, Resources.MeshNodes.JsonType);

        Assert.Equal("web-1 xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= 100.96.0.7 fd6d::7", JsonElement.Parse(json).GetProperty("status").GetProperty("assignment").GetProperty("members")[0].GetString());
        MeshMember again = Assert.Single(Read(json));
        Assert.Equal((member.Name, member.PublicKey), (again.Name, again.PublicKey));
        Assert.Equal(member.Addresses, again.Addresses);
    }

    [Theory]
    [InlineData("\"\"", "", "", 0)]
    [InlineData("\"a\"", "a", "", 0)]
    [InlineData("\"a k\"", "a", "k", 0)]
    [InlineData("\"a  x\"", "a", "", 1)]
    [InlineData("\"a k 1 2 3 4 5 6 7 8 9\"", "a", "k", 3)]
    [InlineData("7", "", "", 0)]
    [InlineData("{\"name\":\"a\",\"x\":[{}]}", "", "", 0)]
    [InlineData("[[\"a\"]]", "", "", 0)]
    public void Read_NeverFails_WhenTheTextIsNoMember(string text, string name, string key, int addresses)
    {
        MeshMember member = Read("{\"status\":{\"assignment\":{\"members\":[" + text + ",\"good k\"]}}}")[0];

        Assert.Equal((name, key, addresses), (member.Name, member.PublicKey, member.Addresses.Count));
    }

    private static IReadOnlyList<MeshMember> Read(string json) => JsonSerializer.Deserialize(json, Resources.MeshNodes.JsonType)!.Status.Assignment!.Members;
}
