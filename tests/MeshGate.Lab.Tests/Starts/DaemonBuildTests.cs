using MeshGate.Lab.Starts;

namespace MeshGate.Lab.Tests.Starts;

public sealed class DaemonBuildTests
{
    [Fact]
    public void Parse_ReadsNameAndPath() => Assert.Equal(new DaemonBuild("aot", "/opt/a=b"), DaemonBuild.Parse("aot=/opt/a=b"));

    [Theory]
    [InlineData("")]
    [InlineData("aot")]
    [InlineData("aot=")]
    [InlineData("=/opt/a")]
    public void Parse_IsNull_WhenAPartIsMissing(string text) => Assert.Null(DaemonBuild.Parse(text));
}
