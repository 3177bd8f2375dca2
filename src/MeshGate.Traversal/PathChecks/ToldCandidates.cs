using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// A node's candidates in a check: for each one byte of kind (1 host, 2 port-mapped, 3 server-reflexive, 4 allocated at a TURN server for this pair alone), one of family (1 or 2, as RFC 8489, section 14.1, has them), the port,
/// and 4 or 16 bytes of address. At most eight, and of the kinds that a node may say of itself.
/// </summary>
internal static class ToldCandidates
{
    /// <summary>The longest value in bytes.</summary>
    public const int MaxLength = CheckListTimers.MaxCandidates * (HeaderLength + 16);

    private const int HeaderLength = 4;
    private const byte IPv4 = 1;
    private const byte IPv6 = 2;

    public static void Write(ref StunMessageBuilder builder, ImmutableArray<RemoteCandidate> candidates)
    {
        List<RemoteCandidate> told = [.. candidates.Where(candidate => ToWire(candidate.Kind) > 0).Take(CheckListTimers.MaxCandidates)];
        Span<byte> value = builder.Add(StunAttributeType.Candidates, told.Sum(candidate => HeaderLength + LengthOf(candidate)));
        foreach (RemoteCandidate candidate in told)
        {
            value[0] = ToWire(candidate.Kind);
            value[1] = LengthOf(candidate) == 4 ? IPv4 : IPv6;
            BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)candidate.Address.Port);
            _ = candidate.Address.Address.TryWriteBytes(value[HeaderLength..], out int written);
            value = value[(HeaderLength + written)..];
        }
    }

    private static int LengthOf(RemoteCandidate candidate) => candidate.Address.AddressFamily == AddressFamily.InterNetwork ? 4 : 16;

    /// <summary>The candidates; the default where there are none, or none that can be read.</summary>
    public static ImmutableArray<RemoteCandidate> Read(in StunMessage message)
    {
        if (!message.TryGet(StunAttributeType.Candidates, out ReadOnlySpan<byte> value) || value.Length > MaxLength)
        {
            return default;
        }

        var candidates = ImmutableArray.CreateBuilder<RemoteCandidate>();
        while (!value.IsEmpty)
        {
            int length = value.Length < HeaderLength ? -1 : value[1] switch { IPv4 => 4, IPv6 => 16, _ => -1 };
            if (length < 0 || value.Length < HeaderLength + length || FromWire(value[0]) is not { } kind)
            {
                return default;
            }

            var address = new IPAddress(value.Slice(HeaderLength, length));
            candidates.Add(new RemoteCandidate(new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(value[2..])), kind));
            value = value[(HeaderLength + length)..];
        }

        return candidates.Count <= CheckListTimers.MaxCandidates ? candidates.ToImmutable() : default;
    }

    private static byte ToWire(RemoteCandidateKind kind) => kind switch
    {
        RemoteCandidateKind.Host => 1,
        RemoteCandidateKind.PortMapped => 2,
        RemoteCandidateKind.ServerReflexive => 3,
        RemoteCandidateKind.Turn => 4,
        _ => 0,
    };

    private static RemoteCandidateKind? FromWire(byte kind) => kind switch
    {
        1 => RemoteCandidateKind.Host,
        2 => RemoteCandidateKind.PortMapped,
        3 => RemoteCandidateKind.ServerReflexive,
        4 => RemoteCandidateKind.Turn,
        _ => null,
    };
}
