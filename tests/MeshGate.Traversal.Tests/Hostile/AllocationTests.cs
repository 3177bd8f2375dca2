using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Tests.PathChecks;

namespace MeshGate.Traversal.Tests.Hostile;

public sealed class AllocationTests
{
    [Fact]
    public void Readers_AllocateNothing_ForRequestsThatTheyReadOrRefuse()
    {
        using var mesh = new Mesh();
        byte[] request = mesh.Request();
        PathCheckSessionKeys right = mesh.BobToAlice.ForPeerRequests(Mesh.Session);
        PathCheckSessionKeys wrong = mesh.BobToCarol.ForPeerRequests(Mesh.Session);
        Read(request, right, wrong);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Read(request, right, wrong);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Read(byte[] request, PathCheckSessionKeys right, PathCheckSessionKeys wrong)
    {
        Assert.True(StunMessageParser.TryParse(request, out _, out _));
        Assert.True(PathCheckCodec.TryPeekRequest(request, out _));
        Assert.True(PathCheckCodec.TryVerifyRequest(request, right, out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(request, wrong, out _));
    }
}
