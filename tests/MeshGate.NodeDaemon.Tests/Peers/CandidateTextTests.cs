using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class CandidateTextTests
{
    [Theory]
    [InlineData("203.0.113.7:51820", true)]
    [InlineData("[2001:db8::7]:51820", true)]
    [InlineData("203.0.113.7", false)]
    [InlineData("203.0.113.7:0", false)]
    [InlineData("127.0.0.1:51820", false)]
    [InlineData("[::1]:51820", false)]
    [InlineData("0.0.0.0:51820", false)]
    [InlineData("[::]:51820", false)]
    [InlineData("224.0.0.1:51820", false)]
    [InlineData("255.255.255.255:51820", false)]
    [InlineData("[ff02::1]:51820", false)]
    [InlineData("[::ffff:127.0.0.1]:51820", false)]
    [InlineData("example.org:51820", false)]
    [InlineData("", false)]
    public void Read_KeepsOnlyWhatAPeerCanBe(string address, bool kept)
        => Assert.Equal(kept, !CandidateText.Read([new Candidate { Type = CandidateType.Host, Address = address }]).IsEmpty);

    [Fact]
    public void Read_TakesEightAtMost()
        => Assert.Equal(8, CandidateText.Read([.. Enumerable.Range(1, 100).Select(i => new Candidate { Address = $"203.0.113.{i}:1" })]).Length);
}
