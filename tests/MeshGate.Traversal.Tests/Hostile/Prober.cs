using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Tests.PathChecks;
using MeshGate.Traversal.Tests.Relays;
using MeshGate.Traversal.Tests.Stun;
using MeshGate.Traversal.Tests.Turn;
using MeshGate.Traversal.Turn;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>Feeds a datagram to every reader there is. What must not happen shows as an exception.</summary>
internal sealed class Prober : IDisposable
{
    private static readonly TurnExchange Exchange = new();

    private readonly Mesh _mesh = new();
    private readonly RelayMesh _relays = new();
    private readonly PathCheckSessionKeys _asBob;
    private readonly PathCheckSessionKeys _asAlice;
    private readonly FuzzBudget? _budget;

    /// <param name="budget">Is told what each parser took.</param>
    public Prober(FuzzBudget? budget = null)
    {
        _budget = budget;
        _asBob = _mesh.BobToAlice.ForPeerRequests(Mesh.Session);
        _asAlice = _mesh.AliceToBob.ForOwnRequests(Mesh.Session);
        Genuine =
        [
            _mesh.Request(), _mesh.Request(useCandidate: true), _mesh.Response(Mesh.Mapped), _mesh.Response(Mesh.Mapped6, true),
            _relays.Encode(StunClass.Request, RelayMesh.Ask), _relays.Encode(StunClass.Request, RelayMesh.Ask with { Name = "node-a" }),
            _relays.Encode(StunClass.Success, RelayMesh.Ask with { Kind = RelayMessageKind.Granted }, _relays.AtRelay),
            _relays.Encode(StunClass.Indication, RelayMesh.Ask with { Kind = RelayMessageKind.Notice }, _relays.AtRelay),
        ];
    }

    /// <summary>Messages that verify; whatever differs from them must not.</summary>
    public byte[][] Genuine { get; }

    /// <summary>Whether the datagram is well-formed.</summary>
    public bool Feed(ReadOnlySpan<byte> datagram)
    {
        bool accepted = Count("path check", PathCheckCodec.TryVerifyRequest(datagram, _asBob, out _) | PathCheckCodec.TryVerifyResponse(datagram, _asAlice, Mesh.Transaction, out _))
            | Count(
                "relay message",
                RelayCodec.TryVerify(datagram, _relays.AtRelay, StunClass.Request, out _)
                    | RelayCodec.TryVerify(datagram, _relays.AtNode, StunClass.Success, out _)
                    | RelayCodec.TryVerify(datagram, _relays.AtNode, StunClass.Indication, out _));
        if (accepted && !IsGenuine(datagram))
        {
            throw new InvalidOperationException("A forged check was accepted.");
        }

        _ = Count("path check, unproven", PathCheckCodec.TryPeekRequest(datagram, out _));
        _ = Count("relay message, unproven", RelayCodec.TryPeek(datagram, out _) | RelayCodec.PeekName(datagram) is not null);
        _ = Count("STUN Binding response", BindingCodec.TryReadResponse(datagram, out _));
        ReadTurn(datagram);
        bool parsed = Count("STUN message", StunMessageParser.TryParse(datagram, out StunMessage message, out StunParseError error));
        if (parsed != (error == StunParseError.None))
        {
            throw new InvalidOperationException("The result and its reason differ.");
        }

        if (parsed)
        {
            Read(message);
        }

        return parsed;
    }

    public void Dispose()
    {
        _mesh.Dispose();
        _relays.Dispose();
    }

    private bool Count(string parser, bool isRead) => _budget?.Count(parser, isRead) ?? isRead;

    private void ReadTurn(ReadOnlySpan<byte> datagram)
    {
        _ = Count("TURN Data indication", DataIndication.TryRead(datagram, out _, out _));
        if (Count("TURN ChannelData", ChannelData.TryRead(datagram, out ushort channel, out ReadOnlySpan<byte> data))
            && (channel is < TurnConstants.FirstChannel or > TurnConstants.LastChannel || data.Length > datagram.Length - 4))
        {
            throw new InvalidOperationException("Channel data exceeds its message.");
        }
    }

    /// <summary>Feeds a datagram to a TURN client in every state.</summary>
    public static void FeedTurnClient(ReadOnlySpan<byte> datagram)
    {
        foreach (TurnClientState state in Exchange.States)
        {
            _ = TurnClient.Step(state, new TurnClientEvent.MessageReceived(datagram.ToArray()), default, TurnVectors.Transactions());
        }
    }

    private static void Read(in StunMessage message)
    {
        int bytes = 0;
        int count = 0;
        foreach (StunAttribute attribute in message)
        {
            bytes += attribute.Value.Length;
            count++;
        }

        if (bytes > message.Datagram.Length || count > StunConstants.MaxAttributes)
        {
            throw new InvalidOperationException("Attributes exceed their message.");
        }

        Span<ushort> types = stackalloc ushort[StunConstants.MaxAttributes];
        if (message.CopyUnknownRequired(types) != message.UnknownRequiredCount)
        {
            throw new InvalidOperationException("The unknown attributes were miscounted.");
        }

        _ = MappedAddress.TryRead(message, out _);
        _ = XorMappedAddress.TryRead(message, out _);
        _ = OtherAddress.TryRead(message, out _);
        _ = ResponseOrigin.TryRead(message, out _);
        _ = Username.TryRead(message, out _);
        _ = Realm.TryRead(message, out _);
        _ = Nonce.TryRead(message, out _);
        _ = Software.TryRead(message, out _);
        _ = ErrorCode.TryRead(message, out _, out _);
        _ = UnknownAttributes.TryRead(message, types, out _);
        _ = ChangeRequest.TryRead(message, out _, out _);
        _ = Priority.TryRead(message, out _);
        _ = IceControlled.TryRead(message, out _);
        _ = IceControlling.TryRead(message, out _);
        _ = UseCandidate.IsPresent(message);
        _ = PathKind.Read(message);
        _ = ToldCandidates.Read(message);
        _ = Lifetime.TryRead(message, out _);
        _ = ChannelNumber.TryRead(message, out _);
        _ = XorPeerAddress.TryRead(message, out _);
        _ = XorRelayedAddress.Read(message);
        _ = RequestedTransport.TryRead(message, out _);
        _ = AddressFamilyValue.TryRead(message, StunAttributeType.RequestedAddressFamily, out _);
        _ = message.TryGet(StunAttributeType.PasswordAlgorithms, out ReadOnlySpan<byte> list) ? PasswordAlgorithms.Choose(list) : 0;
        _ = Fingerprint.Verify(message);
        _ = MessageIntegrity.Verify(message, Vectors.ShortTermKey);
        _ = MessageIntegritySha256.Verify(message, Vectors.OwnKey, MessageIntegritySha256.MinLength);
    }

    private bool IsGenuine(ReadOnlySpan<byte> datagram)
    {
        foreach (byte[] genuine in Genuine)
        {
            if (datagram.SequenceEqual(genuine))
            {
                return true;
            }
        }

        return false;
    }
}
