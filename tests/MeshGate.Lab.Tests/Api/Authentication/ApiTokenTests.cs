using MeshGate.Lab.Api.Authentication;

namespace MeshGate.Lab.Tests.Api.Authentication;

public sealed class ApiTokenTests
{
    [Fact]
    public void ReadFile_ReadsEachLine_WhenTheyAreWellFormed()
    {
        IReadOnlyList<ApiToken> tokens = Read("# tokens\n t0ken , root , admin\n\nabc=,op,operator\nxyz,d,daemon:edge-1\n");

        Assert.Equal(
            [new("t0ken", "root", ApiRole.Admin), new("abc=", "op", ApiRole.Operator), new("xyz", "d", ApiRole.Daemon, "edge-1")], tokens);
    }

    [Theory]
    [InlineData("secret,user")]
    [InlineData("secret,user,king")]
    [InlineData("secret,user,daemon:")]
    [InlineData("sec ret,user,admin")]
    [InlineData(",user,admin")]
    [InlineData("secret,,admin")]
    [InlineData("secret,user,admin,more")]
    public void ReadFile_NamesTheLineButNoSecret_WhenItIsMalformed(string line)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Read("a,b,admin\n" + line));

        Assert.Contains(":2:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_HidesTheToken() => Assert.DoesNotContain("hush", new ApiToken("hush", "u", ApiRole.Admin).ToString(), StringComparison.Ordinal);

    private static IReadOnlyList<ApiToken> Read(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ApiToken.ReadFile(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
