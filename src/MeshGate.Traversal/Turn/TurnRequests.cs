using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>Writes the client's requests, authenticated as soon as the server has said how.</summary>
internal static class TurnRequests
{
    public static TurnTransaction Make(TurnClientState state, StunMethod method, TransactionId id, IPEndPoint? peer, ushort channel, TimeSpan now)
    {
        Span<byte> buffer = stackalloc byte[StunConstants.MaxMessageLength];
        int length = method == StunMethod.Binding ? BindingCodec.EncodeRequest(buffer, id) : Encode(buffer, state, method, id, peer, channel);
        return new TurnTransaction(id, method, buffer[..length].ToArray(), state.Challenge is not null && method != StunMethod.Binding, now)
        {
            Peer = peer,
            Channel = channel,
        };
    }

    /// <summary>Whether a message's integrity was made with the credentials.</summary>
    public static bool Verify(in StunMessage message, TurnClientState state)
    {
        Span<byte> key = stackalloc byte[TurnCredentials.MaxKeyLength];
        key = key[..state.Credentials!.WriteKey(state.Challenge!.Realm.AsSpan(), state.Challenge.Algorithm, key)];
        bool verified = state.Challenge.Algorithms.IsEmpty
            ? MessageIntegrity.Verify(message, key)
            : MessageIntegritySha256.Verify(message, key, MessageIntegritySha256.MinLength);
        CryptographicOperations.ZeroMemory(key);
        return verified;
    }

    private static int Encode(Span<byte> buffer, TurnClientState state, StunMethod method, TransactionId id, IPEndPoint? peer, ushort channel)
    {
        var builder = new StunMessageBuilder(buffer, new StunMessageType(StunClass.Request, method), id);
        switch (method)
        {
            case StunMethod.Allocate:
                RequestedTransport.Write(ref builder);
                Lifetime.Write(ref builder, (uint)TurnConstants.AllocationLifetime.TotalSeconds);
                WriteFamilies(ref builder, state);
                break;
            case StunMethod.Refresh:
                Lifetime.Write(ref builder, state.Phase == TurnPhase.Releasing ? 0 : (uint)TurnConstants.AllocationLifetime.TotalSeconds);
                break;
            case StunMethod.ChannelBind:
                ChannelNumber.Write(ref builder, channel);
                XorPeerAddress.Write(ref builder, peer!);
                break;
            default:
                XorPeerAddress.Write(ref builder, peer!);
                break;
        }

        if (state is { Challenge: { } challenge, Credentials: { } credentials })
        {
            Authenticate(ref builder, challenge, credentials);
        }

        return builder.Length;
    }

    // ADDITIONAL-ADDRESS-FAMILY means IPv6 beside IPv4, and does not go with REQUESTED-ADDRESS-FAMILY (RFC 8656, section 7.1).
    private static void WriteFamilies(ref StunMessageBuilder builder, TurnClientState state)
    {
        if (state.WantsBothFamilies)
        {
            AddressFamilyValue.Write(ref builder, StunAttributeType.AdditionalAddressFamily, AddressFamily.InterNetworkV6);
        }
        else if (state.Family == AddressFamily.InterNetworkV6 || state.ServerFamily == AddressFamily.InterNetworkV6)
        {
            AddressFamilyValue.Write(ref builder, StunAttributeType.RequestedAddressFamily, state.Family);
        }
    }

    private static void Authenticate(ref StunMessageBuilder builder, TurnChallenge challenge, TurnCredentials credentials)
    {
        byte[] keyBytes = new byte[TurnCredentials.MaxKeyLength];
        Username.Write(ref builder, Encoding.UTF8.GetBytes(credentials.Username));
        builder.Add(StunAttributeType.Realm, challenge.Realm.AsSpan());
        builder.Add(StunAttributeType.Nonce, challenge.Nonce.AsSpan());
        ReadOnlySpan<byte> key = keyBytes.AsSpan(0, credentials.WriteKey(challenge.Realm.AsSpan(), challenge.Algorithm, keyBytes));
        if (challenge.Algorithms.IsEmpty)
        {
            MessageIntegrity.Write(ref builder, key);
        }
        else
        {
            PasswordAlgorithms.Write(ref builder, challenge.Algorithms.AsSpan(), challenge.Algorithm);
            MessageIntegritySha256.Write(ref builder, key);
        }

        CryptographicOperations.ZeroMemory(keyBytes);
    }
}
