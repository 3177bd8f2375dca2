using System.Net;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.PathChecks;

/// <summary>Alice and Bob of RFC 7748, section 6.1, and Carol, each with the path-check keys towards the others.</summary>
internal sealed class Mesh : IDisposable
{
    public static readonly SessionId Session = SessionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8]);
    public static readonly SessionId OtherSession = SessionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 9]);
    public static readonly TransactionId Transaction =
        TransactionId.FromBytes([0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab]);

    public static readonly IPEndPoint Mapped = new(IPAddress.Parse("203.0.113.5"), 51820);
    public static readonly IPEndPoint Mapped6 = new(IPAddress.Parse("2001:db8::5"), 51820);

    public Mesh()
    {
        AliceToBob = Derive(Alice, Bob);
        BobToAlice = Derive(Bob, Alice);
        BobToCarol = Derive(Bob, Carol);
        CarolToBob = Derive(Carol, Bob);
    }

    public PrivateKey Alice { get; } =
        PrivateKey.FromBytes(Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));

    public PrivateKey Bob { get; } =
        PrivateKey.FromBytes(Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));

    public PrivateKey Carol { get; } = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)0x42, 32)]);

    public PathCheckKeys AliceToBob { get; }

    public PathCheckKeys BobToAlice { get; }

    public PathCheckKeys BobToCarol { get; }

    public PathCheckKeys CarolToBob { get; }

    public static PathCheckKeys Derive(PrivateKey own, PrivateKey peer)
    {
        Assert.True(PathCheckKeys.TryDerive(own, peer.PublicKey, out PathCheckKeys? keys));
        return keys;
    }

    /// <summary>Alice's request to Bob.</summary>
    public byte[] Request(bool useCandidate = false)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeRequest(buffer, Transaction, AliceToBob.ForOwnRequests(Session), useCandidate);
        return buffer[..length];
    }

    /// <summary>Bob's response to it.</summary>
    public byte[] Response(IPEndPoint mapped, bool useCandidate = false)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeResponse(
            buffer, Transaction, BobToAlice.ForPeerRequests(Session), mapped, Request(useCandidate).Length);
        return buffer[..length];
    }

    public void Dispose()
    {
        AliceToBob.Dispose();
        BobToAlice.Dispose();
        BobToCarol.Dispose();
        CarolToBob.Dispose();
        Alice.Dispose();
        Bob.Dispose();
        Carol.Dispose();
    }
}
