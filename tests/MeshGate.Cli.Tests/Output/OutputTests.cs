using MeshGate.Cli.Output;
using MeshGate.Cli.Tests.Clusters;

namespace MeshGate.Cli.Tests.Output;

public sealed class OutputTests
{
    [Fact]
    public void Yaml_HasTheFieldsOfTheJson()
        => Assert.Equal(
            "name: n1\nready: true\nhealth: 0.5\nversion: \"1.0\"\nflag: \"true\"\npeers:\n- a\n- 2\nnothing:\n".ReplaceLineEndings(),
            YamlText.OfJson("""{"name":"n1","ready":true,"health":0.5,"version":"1.0","flag":"true","peers":["a",2],"nothing":null}""").ReplaceLineEndings().Replace("nothing: ", "nothing:", StringComparison.Ordinal));

    [Theory]
    [InlineData("table", false)]
    [InlineData("wide", true)]
    public async Task Status_HasMoreColumns_WhenWide(string format, bool expected)
    {
        await using var cluster = new FakeCluster();
        cluster.Answers["/apis/meshgate.io/v1alpha1/meshnodes"] = Lists.OfNodes(SmallMesh.Nodes());

        (_, string output, _) = await cluster.RunAsync("status", "-o", format);

        Assert.Equal(expected, output.Contains("VERSION", StringComparison.Ordinal));
    }

    [Fact]
    public void Command_RefusesAnotherFormat()
        => Assert.NotEmpty(MeshGateCommand.Create().Parse(["status", "-o", "xml"]).Errors);
}
