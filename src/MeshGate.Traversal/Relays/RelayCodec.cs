using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// Messages between nodes and relays: STUN Binding messages (RFC 8489), so that they share WireGuard's port as path checks do, with
/// one attribute of our own under MESSAGE-INTEGRITY-SHA256, and a second one where two relays are taken in a row. What does not verify
/// gets no answer; but for a name and that second attribute in a request all messages are of one length, so that an answer is never
/// longer than what it answers.
/// </summary>
public static class RelayCodec
{
    /// <summary>The length of a message without a name, in bytes.</summary>
    public const int PlainLength = StunConstants.HeaderLength + Header + ((RelayUsername.Length + 3) & ~3) + Header + FixedBody
        + Header + MessageIntegritySha256.Length + Header + 4;

    /// <summary>The longest name of a MeshNode, in bytes of UTF-8.</summary>
    public const int MaxName = 253;

    /// <summary>No message is longer.</summary>
    public const int MaxLength = PlainLength + MaxName + 3 + Header + PublicKey.Length;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-."u8);

    // In the registry's range that any software may leave unread (RFC 8489, section 14).
    private const StunAttributeType Attribute = (StunAttributeType)0xCA60;
    private const StunAttributeType ViaAttribute = (StunAttributeType)0xCA61;
    private const int Header = StunConstants.AttributeHeaderLength;
    private const int PeerOffset = 12;
    private const int TokenOffset = PeerOffset + PublicKey.Length;
    private const int FixedBody = TokenOffset + RelayToken.Length;

    /// <summary>Writes a message.</summary>
    /// <param name="buffer">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="class">Request, success or indication.</param>
    /// <param name="transaction">A fresh one, or the request's.</param>
    /// <param name="keys">The keys of the requester's session.</param>
    /// <param name="message">What it says.</param>
    /// <returns>The length in bytes.</returns>
    public static int Encode(Span<byte> buffer, StunClass @class, TransactionId transaction, RelaySessionKeys keys, RelayMessage message)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(message);
        var builder = new StunMessageBuilder(buffer, new StunMessageType(@class, StunMethod.Binding), transaction);
        Username.Write(ref builder, keys.UsernameOf(@class));
        Span<byte> body = builder.Add(Attribute, FixedBody + Encoding.UTF8.GetByteCount(message.Name));
        body[0] = (byte)message.Kind;
        body[1] = (byte)message.Refusal;
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], (ushort)message.Port);
        BinaryPrimitives.WriteUInt64BigEndian(body[4..], message.Sequence);
        message.Peer.CopyTo(body[PeerOffset..]);
        message.Token.CopyTo(body[TokenOffset..]);
        Encoding.UTF8.GetBytes(message.Name, body[FixedBody..]);
        if (!message.Via.IsZero)
        {
            message.Via.CopyTo(builder.Add(ViaAttribute, PublicKey.Length));
        }

        MessageIntegritySha256.Write(ref builder, keys.KeyOf(@class));
        Fingerprint.Write(ref builder);
        return builder.Length;
    }

    /// <summary>
    /// Whether a datagram has the form of a relay message, and whom it names; proves nothing. Allocates nothing: a relay looks at
    /// everything that has STUN's cookie this way.
    /// </summary>
    public static bool TryPeek(ReadOnlySpan<byte> datagram, out RelayRoute route)
    {
        route = default;
        if (!TryParse(datagram, out StunMessage message)
            || !Username.TryRead(message, out ReadOnlySpan<byte> username)
            || !RelayUsername.TryParse(username, out var to, out var from, out var session))
        {
            return false;
        }

        route = new RelayRoute(to, from, session, message.Type.Class, message.TransactionId);
        return true;
    }

    /// <summary>The name that a request claims, unproven: where to look for its sender's key. Null if it claims none.</summary>
    public static string? PeekName(ReadOnlySpan<byte> datagram)
        => TryParse(datagram, out StunMessage message) && TryReadBody(message, out RelayMessage? body) && body.Name.Length > 0 ? body.Name : null;

    /// <summary>Reads a message that its sender's key proves.</summary>
    /// <param name="datagram">The whole payload of one datagram.</param>
    /// <param name="keys">The keys of the requester's session.</param>
    /// <param name="class">The class that is expected.</param>
    /// <param name="message">What it says.</param>
    public static bool TryVerify(ReadOnlySpan<byte> datagram, RelaySessionKeys keys, StunClass @class, [NotNullWhen(true)] out RelayMessage? message)
    {
        ArgumentNullException.ThrowIfNull(keys);
        message = null;
        return TryParse(datagram, out StunMessage parsed)
            && parsed.Type.Class == @class
            && Username.TryRead(parsed, out ReadOnlySpan<byte> username)
            && username.SequenceEqual(keys.UsernameOf(@class))
            && Fingerprint.Verify(parsed)
            && MessageIntegritySha256.Verify(parsed, keys.KeyOf(@class))
            && TryReadBody(parsed, out message);
    }

    private static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        return datagram.Length is >= PlainLength and <= MaxLength
            && StunMessageParser.TryParse(datagram, out message, out _)
            && message.Type.Method == StunMethod.Binding
            && message.Type.Class is StunClass.Request or StunClass.Success or StunClass.Indication
            && message.UnknownRequiredCount == 0
            && message.MessageIntegritySha256Offset > 0
            && message.FingerprintOffset > 0;
    }

    private static bool TryReadBody(in StunMessage message, [NotNullWhen(true)] out RelayMessage? read)
    {
        read = null;
        if (!message.TryGet(Attribute, out ReadOnlySpan<byte> body)
            || body.Length is < FixedBody or > FixedBody + MaxName
            || !IsKindOf((RelayMessageKind)body[0], message.Type.Class)
            || body[1] > (byte)RelayRefusal.Draining
            || body[FixedBody..].IndexOfAnyExcept(NameBytes) >= 0
            || (body.Length > FixedBody && body[FixedBody] == '.')
            || !TryReadVia(message, (RelayMessageKind)body[0], out PublicKey via))
        {
            return false;
        }

        read = new RelayMessage
        {
            Kind = (RelayMessageKind)body[0],
            Refusal = (RelayRefusal)body[1],
            Port = BinaryPrimitives.ReadUInt16BigEndian(body[2..]),
            Sequence = BinaryPrimitives.ReadUInt64BigEndian(body[4..]),
            Peer = PublicKey.FromBytes(body.Slice(PeerOffset, PublicKey.Length)),
            Via = via,
            Token = RelayToken.FromBytes(body.Slice(TokenOffset, RelayToken.Length)),
            Name = body.Length > FixedBody ? Encoding.ASCII.GetString(body[FixedBody..]) : string.Empty,
        };
        return true;
    }

    // Whoever asks about two relays names the second, and nobody else does; a notice may do either.
    private static bool TryReadVia(in StunMessage message, RelayMessageKind kind, out PublicKey via)
    {
        bool isThere = message.TryGet(ViaAttribute, out ReadOnlySpan<byte> bytes);
        via = isThere && bytes.Length == PublicKey.Length ? PublicKey.FromBytes(bytes) : default;
        bool isNeeded = kind is >= RelayMessageKind.ChainAsk and <= RelayMessageKind.LinkBind;
        return isThere ? !via.IsZero && (isNeeded || kind == RelayMessageKind.Notice) : !isNeeded;
    }

    private static bool IsKindOf(RelayMessageKind kind, StunClass @class) => @class switch
    {
        StunClass.Request => kind is >= RelayMessageKind.Register and <= RelayMessageKind.LinkBind,
        StunClass.Success => kind is >= RelayMessageKind.Challenge and <= RelayMessageKind.Refused,
        _ => kind == RelayMessageKind.Notice,
    };
}
