using MeshGate.Traversal.Keys;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Tests.PathChecks;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>Alice asks Bob, who relays; Carol is somebody else.</summary>
internal sealed class RelayMesh : IDisposable
{
    private readonly Mesh _mesh = new();

    public RelayMesh()
    {
        AliceToRelay = Derive(_mesh.Alice, _mesh.Bob);
        RelayToAlice = Derive(_mesh.Bob, _mesh.Alice);
        RelayToCarol = Derive(_mesh.Bob, _mesh.Carol);
        Ask = Ask with { Peer = _mesh.Carol.PublicKey };
    }

    public static RelayMessage Ask { get; private set; } = new() { Kind = RelayMessageKind.Ask, Sequence = 7, Token = RelayToken.FromBytes([.. Enumerable.Range(1, 16).Select(i => (byte)i)]) };

    public RelayKeys AliceToRelay { get; }

    public RelayKeys RelayToAlice { get; }

    public RelayKeys RelayToCarol { get; }

    public RelaySessionKeys AtNode => AliceToRelay.ForOwnRequests(Mesh.Session);

    public RelaySessionKeys AtRelay => RelayToAlice.ForOtherRequests(Mesh.Session);

    /// <summary>The keys with which Alice would verify requests of Bob's.</summary>
    public RelaySessionKeys Backwards => AliceToRelay.ForOtherRequests(Mesh.Session);

    public byte[] Encode(StunClass @class, RelayMessage message, RelaySessionKeys? keys = null)
    {
        byte[] buffer = new byte[RelayCodec.MaxLength];
        return buffer[..RelayCodec.Encode(buffer, @class, Mesh.Transaction, keys ?? AtNode, message)];
    }

    public void Dispose()
    {
        AliceToRelay.Dispose();
        RelayToAlice.Dispose();
        RelayToCarol.Dispose();
        _mesh.Dispose();
    }

    private static RelayKeys Derive(PrivateKey own, PrivateKey other)
    {
        Assert.True(RelayKeys.TryDerive(own, other.PublicKey, out RelayKeys? keys));
        return keys;
    }
}
