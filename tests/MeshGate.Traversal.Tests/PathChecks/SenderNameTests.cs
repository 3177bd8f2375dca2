using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class SenderNameTests : IDisposable
{
    private readonly Mesh _mesh = new();

    [Theory]
    [InlineData("a")]
    [InlineData("edge-7.berlin")]
    [InlineData("a-name-of-sixty-three-characters-which-is-all-that-is-told-ever")]
    public void Name_IsCarried_AndTheAnswerIsAsLongAsTheRequest(string name)
    {
        byte[] request = Encode(name);
        Assert.Equal(name, PathCheckCodec.PeekName(request));
        Assert.True(PathCheckCodec.TryVerifyRequest(request, _mesh.BobToAlice.ForPeerRequests(Mesh.Session), out _));
        Span<byte> response = stackalloc byte[PathCheckCodec.MaxLength];
        Assert.Equal(request.Length, PathCheckCodec.EncodeResponse(response, Mesh.Transaction, _mesh.BobToAlice.ForPeerRequests(Mesh.Session), Mesh.Mapped, request.Length));
    }

    [Theory]
    [InlineData("../../secrets")]
    [InlineData("Upper")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public void PeekName_TakesNothingThatIsNoName(string name) => Assert.Null(PathCheckCodec.PeekName(Encode(name)));

    [Fact]
    public void PeekName_FindsNone_WhereNoneIsTold_OrTheMessageIsCut()
    {
        Assert.Null(PathCheckCodec.PeekName(Encode(null)));
        byte[] whole = Encode("edge-7");
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Null(PathCheckCodec.PeekName(whole.AsSpan(0, length)));
        }
    }

    public void Dispose() => _mesh.Dispose();

    private byte[] Encode(string? name)
    {
        Span<byte> buffer = stackalloc byte[PathCheckCodec.MaxLength];
        return buffer[..PathCheckCodec.EncodeRequest(buffer, Mesh.Transaction, _mesh.AliceToBob.ForOwnRequests(Mesh.Session), useCandidate: false, name: name)].ToArray();
    }
}
