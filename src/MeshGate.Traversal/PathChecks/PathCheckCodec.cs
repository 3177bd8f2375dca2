using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// Path checks between nodes: STUN Binding requests (RFC 8489) whose USERNAME names both ends and the sender's session, under
/// MESSAGE-INTEGRITY-SHA256. What does not verify gets no answer, not even an error, and an answer is exactly as long as its request:
/// nobody learns or multiplies anything by sending forged requests. Replays are recognised by whoever keeps the transactions.
/// </summary>
public static class PathCheckCodec
{
    /// <summary>No check is longer, in bytes; a buffer of this size holds every message.</summary>
    public const int MaxLength = 300;

    /// <summary>The longest name that a request tells, in bytes.</summary>
    public const int MaxName = SenderName.MaxLength;

    private const int PaddingHeader = StunConstants.AttributeHeaderLength;
    private const int TrailerLength =
        StunConstants.AttributeHeaderLength + MessageIntegritySha256.Length + StunConstants.AttributeHeaderLength + 4;

    /// <summary>Writes a request.</summary>
    /// <param name="buffer">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="transaction">A fresh one.</param>
    /// <param name="keys">From <see cref="PathCheckKeys.ForOwnRequests"/>.</param>
    /// <param name="useCandidate">Whether this node nominates the path.</param>
    /// <param name="via">The kind of path that the request takes.</param>
    /// <param name="candidates">This node's candidates, where the peer is to be told; at most eight are.</param>
    /// <param name="asksToSleep">Whether the peer is asked to agree that the session sleeps.</param>
    /// <param name="trace">The trace of the path change that the request is part of; left out where there is no room for it.</param>
    /// <param name="claimsHandshake">Whether this node's WireGuard has begun the handshake already, so that the peer is to leave it to this end.</param>
    /// <param name="name">This node's MeshNode, for a peer that may not know it; at most <see cref="MaxName"/> characters, and left out where there is no room.</param>
    /// <returns>The length in bytes.</returns>
    public static int EncodeRequest(
        Span<byte> buffer,
        TransactionId transaction,
        PathCheckSessionKeys keys,
        bool useCandidate,
        RemoteCandidateKind via = RemoteCandidateKind.Host,
        ImmutableArray<RemoteCandidate> candidates = default,
        bool asksToSleep = false,
        TraceContext? trace = null,
        bool claimsHandshake = false,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, transaction);
        Username.Write(ref builder, keys.Username);
        if (useCandidate)
        {
            UseCandidate.Write(ref builder);
        }

        PathKind.Write(ref builder, via);
        if (!candidates.IsDefault)
        {
            ToldCandidates.Write(ref builder, candidates);
        }

        if (asksToSleep)
        {
            SleepAgreement.Write(ref builder);
        }

        if (claimsHandshake && builder.Length + StunConstants.AttributeHeaderLength + TrailerLength <= MaxLength)
        {
            HandshakeClaim.Write(ref builder);
        }

        if (trace is { } carried && builder.Length + CarriedTrace.Length + TrailerLength <= MaxLength)
        {
            CarriedTrace.Write(ref builder, carried);
        }

        if (name is not null && builder.Length + StunConstants.AttributeHeaderLength + ((name.Length + 3) & ~3) + TrailerLength <= MaxLength)
        {
            SenderName.Write(ref builder, name);
        }

        MessageIntegritySha256.Write(ref builder, keys.RequestKey);
        Fingerprint.Write(ref builder);
        return builder.Length;
    }

    /// <summary>
    /// Reads whom a request is for and from without proving anything, at the cost of a parse: traffic that names nobody known is
    /// dropped before any cryptography.
    /// </summary>
    public static bool TryPeekRequest(ReadOnlySpan<byte> datagram, out PathCheckRoute route)
    {
        route = default;
        if (!TryParse(datagram, StunMessageType.BindingRequest, out StunMessage message)
            || !Username.TryRead(message, out ReadOnlySpan<byte> username)
            || !PathCheckUsername.TryParse(username, out PeerTag to, out PeerTag from, out SessionId session))
        {
            return false;
        }

        route = new(to, from, session, message.TransactionId);
        return true;
    }

    /// <summary>The name that a request claims, unproven: where to look for its sender's key. Null if it claims none.</summary>
    public static string? PeekName(ReadOnlySpan<byte> datagram)
        => TryParse(datagram, StunMessageType.BindingRequest, out StunMessage message) ? SenderName.Read(message) : null;

    /// <summary>
    /// Whether a request was made by the holder of the peer's key, for this node, in the session of the keys. A request that this
    /// node sent itself, or that was meant for another, does not verify.
    /// </summary>
    /// <param name="datagram">The whole payload of one datagram.</param>
    /// <param name="keys">From <see cref="PathCheckKeys.ForPeerRequests"/>; confirm them when this returns true.</param>
    /// <param name="request">What it asks.</param>
    public static bool TryVerifyRequest(ReadOnlySpan<byte> datagram, PathCheckSessionKeys keys, out PathCheckRequest request)
    {
        ArgumentNullException.ThrowIfNull(keys);
        request = default;
        if (!TryParse(datagram, StunMessageType.BindingRequest, out StunMessage message)
            || !Username.TryRead(message, out ReadOnlySpan<byte> username)
            || !username.SequenceEqual(keys.Username)
            || !Fingerprint.Verify(message)
            || !MessageIntegritySha256.Verify(message, keys.RequestKey))
        {
            return false;
        }

        request = new(message.TransactionId, UseCandidate.IsPresent(message), PathKind.Read(message), ToldCandidates.Read(message), SleepAgreement.IsPresent(message), CarriedTrace.Read(message), HandshakeClaim.IsPresent(message));
        return true;
    }

    /// <summary>Writes the response to a verified request, exactly as long as the request.</summary>
    /// <param name="buffer">At least <paramref name="requestLength"/> bytes.</param>
    /// <param name="transaction">The request's.</param>
    /// <param name="keys">The keys that verified the request.</param>
    /// <param name="mapped">The source that the request came from.</param>
    /// <param name="requestLength">The length of the request's datagram in bytes.</param>
    /// <param name="agreesToSleep">Whether this node agrees that the session sleeps, where it was asked.</param>
    /// <returns>The length, or 0 when a response does not fit the request's length: then none is sent.</returns>
    public static int EncodeResponse(
        Span<byte> buffer, TransactionId transaction, PathCheckSessionKeys keys, IPEndPoint mapped, int requestLength, bool agreesToSleep = false)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingSuccess, transaction);
        XorMappedAddress.Write(ref builder, mapped);
        if (agreesToSleep)
        {
            SleepAgreement.Write(ref builder);
        }

        int spare = requestLength - builder.Length - TrailerLength;
        if (spare < 0 || requestLength > MaxLength || (spare & 3) != 0)
        {
            return 0;
        }

        if (spare > 0)
        {
            Padding.Write(ref builder, spare - PaddingHeader);
        }

        MessageIntegritySha256.Write(ref builder, keys.ResponseKey);
        Fingerprint.Write(ref builder);
        return builder.Length;
    }

    /// <summary>Whether a datagram is the peer's response to this node's own pending request.</summary>
    /// <param name="datagram">The whole payload of one datagram.</param>
    /// <param name="keys">The keys that the request was written with.</param>
    /// <param name="expected">The request's transaction.</param>
    /// <param name="mapped">The address that the peer saw the request come from. It is the peer's word.</param>
    public static bool TryVerifyResponse(
        ReadOnlySpan<byte> datagram,
        PathCheckSessionKeys keys,
        TransactionId expected,
        [NotNullWhen(true)] out IPEndPoint? mapped)
        => TryVerifyResponse(datagram, keys, expected, out mapped, out _);

    /// <inheritdoc cref="TryVerifyResponse(ReadOnlySpan{byte}, PathCheckSessionKeys, TransactionId, out IPEndPoint?)"/>
    /// <param name="datagram">The whole payload of one datagram.</param>
    /// <param name="keys">The keys that the request was written with.</param>
    /// <param name="expected">The request's transaction.</param>
    /// <param name="mapped">The address that the peer saw the request come from. It is the peer's word.</param>
    /// <param name="agreesToSleep">Whether the peer agrees that the session sleeps.</param>
    public static bool TryVerifyResponse(
        ReadOnlySpan<byte> datagram,
        PathCheckSessionKeys keys,
        TransactionId expected,
        [NotNullWhen(true)] out IPEndPoint? mapped,
        out bool agreesToSleep)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (mapped, agreesToSleep) = (null, false);
        if (!TryParse(datagram, StunMessageType.BindingSuccess, out StunMessage message)
            || message.TransactionId != expected
            || !Fingerprint.Verify(message)
            || !MessageIntegritySha256.Verify(message, keys.ResponseKey))
        {
            return false;
        }

        agreesToSleep = SleepAgreement.IsPresent(message);
        return XorMappedAddress.TryRead(message, out mapped);
    }

    private static bool TryParse(ReadOnlySpan<byte> datagram, StunMessageType type, out StunMessage message)
    {
        message = default;
        return datagram.Length <= MaxLength
            && StunMessageParser.TryParse(datagram, out message, out _)
            && message.Type == type
            && message.UnknownRequiredCount == 0
            && message.MessageIntegritySha256Offset > 0
            && message.FingerprintOffset > 0;
    }
}
