using System.Text;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Kubernetes.Tests.Connection;

public sealed class ServiceAccountTokenTests
{
    [Fact]
    public void TryParse_ReadsAccountAndLife()
    {
        Assert.True(ServiceAccountToken.TryParse(Token("""{"sub":"system:serviceaccount:meshgate-nodes:meshgate-noded-laptop","iat":1000,"exp":4600}"""), out var token));

        Assert.Equal(new NamespacedName("meshgate-nodes", "meshgate-noded-laptop"), token.Account);
        Assert.Equal(TimeSpan.FromHours(1), token.Lifetime);
    }

    [Theory]
    [InlineData("""{"sub":"system:serviceaccount:meshgate-nodes:a","iat":1000}""")]
    [InlineData("""{"sub":"system:serviceaccount:meshgate-nodes:a","iat":1000,"exp":1000}""")]
    [InlineData("""{"sub":"system:serviceaccount:meshgate-nodes:a","iat":1000,"exp":9e30}""")]
    [InlineData("""{"sub":"system:serviceaccount:meshgate-nodes:a","iat":-1,"exp":10}""")]
    [InlineData("""{"sub":"system:serviceaccount::a","iat":1000,"exp":4600}""")]
    [InlineData("""{"sub":"alice","iat":1000,"exp":4600}""")]
    [InlineData("""{"sub":7,"iat":1000,"exp":4600}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"sub":""")]
    public void TryParse_IsFalse_WhereItIsNoAccountsTokenWithAnEnd(string claims) => Assert.False(ServiceAccountToken.TryParse(Token(claims), out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a.b")]
    [InlineData("a.!!!.c")]
    [InlineData("a.b.c.d")]
    public void TryParse_IsFalse_WhereItIsNoWebToken(string? text) => Assert.False(ServiceAccountToken.TryParse(text, out _));

    [Fact]
    public void TryParse_IsFalse_WhereItIsTooLong()
        => Assert.False(ServiceAccountToken.TryParse(Token($$"""{"sub":"system:serviceaccount:a:b","iat":1,"exp":2,"x":"{{new string('x', 20_000)}}"}"""), out _));

    private static string Token(string claims)
        => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
}
