using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Traversal.Tests.Stun;

/// <summary>Published messages: RFC 5769, and RFC 8489 appendix B.1 as its verified erratum corrects it.</summary>
internal static class Vectors
{
    /// <summary>RFC 5769, sections 2.1 to 2.3.</summary>
    public static ReadOnlySpan<byte> ShortTermKey => "VOkJxbRl1RmTxUk/WvJxBt"u8;

    public static string LongTermUser => "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";

    /// <summary>RFC 5769, section 2.4: the key of long-term credentials is MD5(user:realm:password).</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The protocol prescribes MD5 here.")]
    public static byte[] LongTermKey => MD5.HashData(Encoding.UTF8.GetBytes($"{LongTermUser}:example.org:TheMatrIX"));

    /// <summary>RFC 8489, appendix B.1: PASSWORD-ALGORITHM says SHA-256.</summary>
    public static byte[] LongTermKeySha256 => SHA256.HashData(Encoding.UTF8.GetBytes($"{LongTermUser}:example.org:TheMatrIX"));

    /// <summary>RFC 5769, section 2.1.</summary>
    public static byte[] Request => Bytes(
        """
        00010058 2112a442 b7e7a701 bc34d686 fa87dfae
        80220010 5354554e 20746573 7420636c 69656e74
        00240004 6e0001ff
        80290008 932ff9b1 51263b36
        00060009 6576746a 3a683676 59202020
        00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
        80280004 e57a3bcf
        """);

    /// <summary>RFC 5769, section 2.2.</summary>
    public static byte[] Ipv4Response => Bytes(
        """
        0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
        8022000b 74657374 20766563 746f7220
        00200008 0001a147 e112a643
        00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
        80280004 c07d4c96
        """);

    /// <summary>RFC 5769, section 2.3.</summary>
    public static byte[] Ipv6Response => Bytes(
        """
        01010048 2112a442 b7e7a701 bc34d686 fa87dfae
        8022000b 74657374 20766563 746f7220
        00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
        00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
        80280004 c8fb0b4c
        """);

    /// <summary>RFC 5769, section 2.4.</summary>
    public static byte[] LongTermRequest => Bytes(
        """
        00010060 2112a442 78ad3433 c6ad72c0 29da412e
        00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
        0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
        0014000b 6578616d 706c652e 6f726700
        00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666
        """);

    /// <summary>RFC 8489, appendix B.1.</summary>
    public static byte[] LongTermRequestSha256 => Bytes(
        """
        00010090 2112a442 78ad3433 c6ad72c0 29da412e
        001e0020 4a3cf38f ef6992bd a952c678 0417da0f 24819415 569e60b2 05c46e41 407f1704
        00150029 6f624d61 744a6f73 32414141 43662f2f 3439396b 39353464 364f4c33 346f4c39 46535476 79363473 41000000
        0014000b 6578616d 706c652e 6f726700
        001d0004 00020000
        001c0020 b5c7bf00 5b6c52a2 1c51c5e8 92f81924 136296cb 927c4314 9309278c c6518e65
        """);

    /// <summary>The key of the two vectors below.</summary>
    public static ReadOnlySpan<byte> OwnKey => "secret-of-alice-and-bob"u8;

    /// <summary>USERNAME "alice:bob", USE-CANDIDATE, MESSAGE-INTEGRITY-SHA256 and FINGERPRINT, computed with Python's hmac and zlib.</summary>
    public static byte[] OwnSha256 => Bytes(
        """
        00010040 2112a442 01020304 05060708 090a0b0c
        00060009 616c6963 653a626f 62000000 00250000
        001c0020 ad05ca43 0d6242d0 070d861b 2518918f 362f5f77 efb55226 fb2ddacd f368a371
        80280004 3fe480a0
        """);

    /// <summary>The same without FINGERPRINT, its integrity truncated to 16 bytes.</summary>
    public static byte[] OwnSha256Truncated => Bytes(
        """
        00010028 2112a442 01020304 05060708 090a0b0c
        00060009 616c6963 653a626f 62000000 00250000
        001c0010 18579eac a39a462f 82e7b3bd 9fc1e422
        """);

    public static byte[][] All =>
    [
        Request, Ipv4Response, Ipv6Response, LongTermRequest, LongTermRequestSha256, OwnSha256, OwnSha256Truncated,
    ];

    public static byte[] Bytes(string hex) =>
        Convert.FromHexString(string.Concat(hex.Where(c => !char.IsWhiteSpace(c))));
}
