using System.Net;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Tests.Stun;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Turn;

/// <summary>
/// TURN messages (RFC 8656) that another implementation computed: Python's hmac, hashlib and struct, from the RFCs' text. Transaction n
/// is twelve bytes of n.
/// </summary>
internal static class TurnVectors
{
    public const string Username = "1800000000:edge-1";
    public const string Password = "swordfish";

    public static readonly IPEndPoint Peer = new(IPAddress.Parse("203.0.113.9"), 51820);
    public static readonly IPEndPoint PeerSix = new(IPAddress.Parse("2001:db8::9"), 51820);
    public static readonly IPEndPoint Relayed = new(IPAddress.Parse("192.0.2.15"), 50000);
    public static readonly IPEndPoint Mapped = new(IPAddress.Parse("198.51.100.7"), 40000);

    public static TurnCredentials Credentials => TurnCredentials.TryCreate(Username, Password, out TurnCredentials? made) ? made : throw new InvalidOperationException();

    public static byte[][] All =>
    [
        AllocateUnauthenticated,
        Challenge,
        Allocate,
        AllocateSuccess,
        CreatePermission,
        ChannelBind,
        CreatePermissionSuccess,
        ChannelBindSuccess,
        Release,
        RefreshSuccess,
        DataIndication,
        SendIndication,
        Sha256Challenge,
        Sha256Allocate,
        BidDownChallenge,
    ];

    public static byte[] AllocateUnauthenticated => Vectors.Bytes(
        """
        000300102112a4420101010101010101010101010019000411000000000d0004
        00000258
        """);

    public static byte[] Challenge => Vectors.Bytes(
        """
        011300302112a4420101010101010101010101010009001000000401556e6175
        74686f72697a65640014000c6d6573682e6578616d706c650015000835666231
        63653431
        """);

    public static byte[] Allocate => Vectors.Bytes(
        """
        0003005c2112a4420202020202020202020202020019000411000000000d0004
        0000025800060011313830303030303030303a656467652d310000000014000c
        6d6573682e6578616d706c6500150008356662316365343100080014fb01760b
        cee9726b0cf3fabb216a7e5618435a1a
        """);

    public static byte[] AllocateSuccess => Vectors.Bytes(
        """
        010300382112a442020202020202020202020202001600080001e242e112a64d
        002000080001bd52e721c045000d000400000258000800144daf0b6986cb979f
        2280a5510e3da543ea36038d
        """);

    public static byte[] CreatePermission => Vectors.Bytes(
        """
        000800582112a4420303030303030303030303030012000800012112ea12d54b
        00060011313830303030303030303a656467652d310000000014000c6d657368
        2e6578616d706c6500150008356662316365343100080014978d9ea56f07d18e
        06468656e050a1a276b9396c
        """);

    public static byte[] ChannelBind => Vectors.Bytes(
        """
        000900602112a442040404040404040404040404000c00044000000000120008
        0001eb7eea12d54b00060011313830303030303030303a656467652d31000000
        0014000c6d6573682e6578616d706c6500150008356662316365343100080014
        40f32533764b5a2dbd0ca1077fbac036030926b3
        """);

    public static byte[] CreatePermissionSuccess => Vectors.Bytes(
        """
        010800182112a44203030303030303030303030300080014bc663468ffdc00bd
        2ee32eccbfa74c558df04bd3
        """);

    public static byte[] ChannelBindSuccess => Vectors.Bytes(
        """
        010900182112a44204040404040404040404040400080014eeba6484ef4c73d5
        49df0d83ed6069d9c056d931
        """);

    public static byte[] Release => Vectors.Bytes(
        """
        000400542112a442050505050505050505050505000d00040000000000060011
        313830303030303030303a656467652d310000000014000c6d6573682e657861
        6d706c6500150008356662316365343100080014519b1c6f2751107681081bff
        fdc880d061b8dac9
        """);

    public static byte[] RefreshSuccess => Vectors.Bytes(
        """
        010400202112a442050505050505050505050505000d00040000000000080014
        d9c0460dbe0f93545cece21723ccc0a16e025ef5
        """);

    public static byte[] DataIndication => Vectors.Bytes(
        """
        001700242112a442060606060606060606060606001200140002eb7e0113a9fa
        06060606060606060606060f0013000568656c6c6f000000
        """);

    public static byte[] SendIndication => Vectors.Bytes(
        """
        001600242112a442060606060606060606060606001200140002eb7e0113a9fa
        06060606060606060606060f0013000568656c6c6f000000
        """);

    public static byte[] Sha256Challenge => Vectors.Bytes(
        """
        0113004c2112a4420101010101010101010101010009001000000401556e6175
        74686f72697a65640014000c6d6573682e6578616d706c65001500156f624d61
        744a6f7332414141423566623163653431000000800200080002000000010000
        """);

    public static byte[] Sha256Allocate => Vectors.Bytes(
        """
        0003008c2112a4420202020202020202020202020019000411000000000d0004
        0000025800060011313830303030303030303a656467652d310000000014000c
        6d6573682e6578616d706c65001500156f624d61744a6f733241414142356662
        3163653431000000800200080002000000010000001d000400020000001c0020
        828e2add7898f4f132db7d1c0c1050ef9a669d6adb4cd35e0de1f3740fa4702c
        """);

    public static byte[] BidDownChallenge => Vectors.Bytes(
        """
        011300402112a4420101010101010101010101010009001000000401556e6175
        74686f72697a65640014000c6d6573682e6578616d706c65001500156f624d61
        744a6f7332414141423566623163653431000000
        """);

    /// <summary>Transactions 1, 2, 3 …</summary>
    public static Func<TransactionId> Transactions()
    {
        byte next = 0;
        return () =>
        {
            next++;
            return TransactionId.FromBytes(Enumerable.Repeat(next, TransactionId.Length).ToArray());
        };
    }
}
