using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class PathCheckKeysTests : IDisposable
{
    private readonly Mesh _mesh = new();

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void TryDerive_IsRefused_WhenThePeerIsAPointOfLowOrder()
    {
        byte[] one = new byte[32];
        one[0] = 1;

        Assert.False(PathCheckKeys.TryDerive(_mesh.Alice, PublicKey.FromBytes(one), out _));
        Assert.False(PathCheckKeys.TryDerive(_mesh.Alice, default, out _));
    }

    [Fact]
    public void TryDerive_IsRefused_WhenThePeerHasOurOwnKey() =>
        Assert.False(PathCheckKeys.TryDerive(_mesh.Alice, _mesh.Alice.PublicKey, out _));

    [Fact]
    public void ForPeerRequests_KeepsNothing_UntilARequestWasVerified()
    {
        PathCheckSessionKeys keys = _mesh.BobToAlice.ForPeerRequests(Mesh.Session);
        Assert.NotSame(keys, _mesh.BobToAlice.ForPeerRequests(Mesh.Session));

        _mesh.BobToAlice.Confirm(keys);
        Assert.Same(keys, _mesh.BobToAlice.ForPeerRequests(Mesh.Session));
    }

    [Fact]
    public void Confirm_KeepsTheMostRecent_OfMoreSessionsThanTheBound()
    {
        SessionId[] sessions = [.. Enumerable.Range(0, PathCheckKeys.MaxSessions + 1).Select(i => SessionId.FromBytes(BitConverter.GetBytes((long)i)))];
        PathCheckSessionKeys[] keys = [.. sessions.Select(_mesh.BobToAlice.ForPeerRequests)];
        foreach (PathCheckSessionKeys each in keys)
        {
            // The first one is in use all the time and stays.
            _mesh.BobToAlice.Confirm(each);
            _mesh.BobToAlice.Confirm(keys[0]);
        }

        Assert.Same(keys[0], _mesh.BobToAlice.ForPeerRequests(sessions[0]));
        Assert.NotSame(keys[1], _mesh.BobToAlice.ForPeerRequests(sessions[1]));
        Assert.Same(keys[^1], _mesh.BobToAlice.ForPeerRequests(sessions[^1]));
    }

    [Fact]
    public void ForOwnRequests_KeepsTheKeysOfASession() =>
        Assert.Same(_mesh.AliceToBob.ForOwnRequests(Mesh.Session), _mesh.AliceToBob.ForOwnRequests(Mesh.Session));

    [Fact]
    public void Dispose_MakesTheKeysUnusable_RatherThanZero()
    {
        PathCheckSessionKeys keys = _mesh.AliceToBob.ForOwnRequests(Mesh.Session);
        _mesh.AliceToBob.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _mesh.AliceToBob.ForOwnRequests(Mesh.Session));
        Assert.Throws<ObjectDisposedException>(() => PathCheckCodec.EncodeRequest(new byte[200], Mesh.Transaction, keys, false));
    }

    [Fact]
    public void ToString_TellsNothing()
    {
        Assert.Equal("(path check keys)", _mesh.AliceToBob.ToString());
        Assert.Equal("(path check keys)", _mesh.AliceToBob.ForOwnRequests(Mesh.Session).ToString());
    }
}
