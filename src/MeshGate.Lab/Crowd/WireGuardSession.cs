using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MeshGate.Lab.Crowd;

/// <summary>A session that a handshake made: seals and opens packets (WireGuard's paper, section 5.4.6). For one caller at a time.</summary>
internal sealed class WireGuardSession(uint index, uint peerIndex, byte[] receiving, byte[] sending) : IDisposable
{
    internal const byte Data = 4;

    /// <summary>What a packet is longer than what it carries.</summary>
    internal const int Overhead = HeaderLength + NoiseState.TagLength;

    private const int HeaderLength = 16;
    private const int Block = 16;
    private const int NonceLength = 12;

    private readonly ChaCha20Poly1305 _receiving = new(receiving);
    private readonly ChaCha20Poly1305 _sending = new(sending);
    private ulong _sent;

    /// <summary>The index by which this end knows it.</summary>
    internal uint Index => index;

    /// <summary>The index that a packet names.</summary>
    internal static uint IndexOf(ReadOnlySpan<byte> packet) => packet.Length >= Overhead ? BinaryPrimitives.ReadUInt32LittleEndian(packet[4..]) : 0;

    /// <summary>Opens a packet; a keepalive has a length of zero. A replay is not told from a first sight.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> packet, Span<byte> plain, out int length)
    {
        length = packet.Length - Overhead;
        if (length < 0 || length > plain.Length || BinaryPrimitives.ReadUInt32LittleEndian(packet) != Data)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[NonceLength];
        nonce.Clear();
        packet.Slice(8, 8).CopyTo(nonce[4..]);
        try
        {
            _receiving.Decrypt(nonce, packet.Slice(HeaderLength, length), packet[^NoiseState.TagLength..], plain[..length]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>Seals a packet, padded to 16 bytes.</summary>
    /// <returns>The length of the datagram.</returns>
    internal int Seal(ReadOnlySpan<byte> plain, Span<byte> packet)
    {
        var padded = (plain.Length + Block - 1) / Block * Block;
        Span<byte> text = stackalloc byte[padded];
        text.Clear();
        plain.CopyTo(text);
        Span<byte> nonce = stackalloc byte[NonceLength];
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _sent);
        BinaryPrimitives.WriteUInt32LittleEndian(packet, Data);
        BinaryPrimitives.WriteUInt32LittleEndian(packet[4..], peerIndex);
        BinaryPrimitives.WriteUInt64LittleEndian(packet[8..], _sent++);
        _sending.Encrypt(nonce, text, packet.Slice(HeaderLength, padded), packet.Slice(HeaderLength + padded, NoiseState.TagLength));
        return padded + Overhead;
    }

    public void Dispose()
    {
        _receiving.Dispose();
        _sending.Dispose();
    }
}
