using System.Collections.Immutable;
using System.Security.Cryptography;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Sealing;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.Tests.Turn;

public sealed class TurnOrderReaderTests : IDisposable
{
    private readonly PrivateKey _key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));
    private readonly PrivateKey _other = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Read_OpensTheNodesOwnCredentials()
    {
        var order = Assert.Single(Read(out var problems, Server("turn.example.org:3478", TurnCredentialBox.Seal("1:a", "swordfish", _key.PublicKey))));

        Assert.Empty(problems);
        Assert.Equal("1:a", order.Credentials.Username);
        Assert.DoesNotContain("swordfish", order.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LeavesOutWhatIsBad_AndSaysWhy()
    {
        var box = TurnCredentialBox.Seal("1:a", "swordfish", _key.PublicKey)!;
        var read = Read(
            out var problems,
            Server("turn.example.org", box),
            Server("b:1", TurnCredentialBox.Seal("1:a", "swordfish", _other.PublicKey)),
            Server("c:1", "nothing"),
            Server("d:1", null),
            Server("e:1", TurnCredentialBox.Seal("1:a", new string('x', 600), _key.PublicKey)),
            Server("f:1", box) with { CaCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
            Server("g:1", box));

        Assert.Equal("g:1", Assert.Single(read).Address);
        Assert.Equal(6, problems.Length);
        Assert.All(problems, problem => Assert.DoesNotContain("swordfish", problem, StringComparison.Ordinal));
        Assert.Empty(TurnOrderReader.Read(new MeshNode { Metadata = new V1ObjectMeta() }, _key, out _));
    }

    private static TurnServerAssignment Server(string address, string? box) => new() { Address = address, Sealed = box! };

    private ImmutableArray<TurnServerOrder> Read(out ImmutableArray<string> problems, params TurnServerAssignment[] servers)
        => TurnOrderReader.Read(new MeshNode { Metadata = new V1ObjectMeta(), Status = new MeshNodeStatus { Assignment = new MeshNodeAssignment { TurnServers = servers } } }, _key, out problems);
}
