using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Core.Health;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Hellos;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.Lab.Crowd;

/// <summary>
/// One machine of a crowd: a WireGuard of its own at a port of its own that answers handshakes, path checks, hellos and pings of one node,
/// and begins nothing itself. It costs a socket and a few kilobytes.
/// </summary>
internal sealed class CrowdPeer : IDisposable
{
    private const int LongestDatagram = 2048;
    private const int KeptSessions = 3;
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly PrivateKey _own;
    private readonly WireGuardResponder _responder;
    private readonly PathCheckKeys _keys;
    private readonly PeerTag _tag;
    private readonly Socket _socket;
    private readonly HelloSession _hellos;
    private readonly CrowdRelays _relays;
    private readonly List<WireGuardSession> _sessions = [];
    private readonly byte[] _plain = new byte[LongestDatagram];
    private readonly byte[] _out = new byte[LongestDatagram];
    private readonly SocketAddress _node = new(AddressFamily.InterNetwork);
    private readonly SocketAddress _from = new(AddressFamily.InterNetwork);
    private WireGuardSession? _session;
    private byte[]? _helloPacket;
    private TimeSpan? _usedAt;
    private uint _nextIndex = 1;

    /// <param name="name">The name of its MeshNode.</param>
    /// <param name="own">Its key, which it disposes of. It must be greater than the node's, so that the node is the end that begins.</param>
    /// <param name="node">The node's key.</param>
    /// <param name="address">Where it is reached.</param>
    /// <param name="now">Monotonic time.</param>
    internal CrowdPeer(string name, PrivateKey own, PublicKey node, IPEndPoint address, TimeSpan now)
    {
        if (!PathCheckKeys.TryDerive(own, node, out var keys))
        {
            throw new LabException("The node's public key is no key.");
        }

        (_own, _keys, _responder, _tag) = (own, keys, new WireGuardResponder(own, node), PeerTag.Of(own.PublicKey));
        _hellos = new HelloSession(BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) | 1, isControlling: false, new HelloSettings(), now);
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(address);
        _relays = new CrowdRelays(own, node, name, (datagram, to) => Send(datagram, to.Serialize()));
    }

    /// <summary>Takes the relays at which it is to meet the node.</summary>
    internal void Meet(CrowdRelayList relays, TimeSpan now)
    {
        lock (_gate)
        {
            _relays.Set(relays, now);
        }
    }

    /// <summary>Answers until it is disposed of.</summary>
    internal async Task RunAsync(Func<TimeSpan> clock, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestDatagram];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _from, cancellationToken);
                lock (_gate)
                {
                    Handle(buffer.AsSpan(0, length), clock());
                }
            }
            catch (SocketException)
            {
                // Nobody was there for the last answer.
            }
        }
    }

    /// <summary>Sends the hello that is due.</summary>
    internal void Tick(TimeSpan now)
    {
        lock (_gate)
        {
            _relays.Tick(now);
            _hellos.IsActive = now - _usedAt < UsedFor;
            if (_helloPacket is not null)
            {
                _hellos.Judge(now, TimeSpan.Zero);
                if (_hellos.IsDue(now))
                {
                    SendHello(now);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _keys.Dispose();
        _relays.Dispose();
        _own.Dispose();
        _sessions.ForEach(session => session.Dispose());
    }

    private void Handle(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (datagram.Length >= StunConstants.HeaderLength && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == StunConstants.MagicCookie)
        {
            var from = (IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(_from);
            if (!_relays.TryHandle(from, datagram, now))
            {
                AnswerCheck(datagram, from);
            }

            return;
        }

        switch (datagram.Length > 3 ? datagram[0] : byte.MaxValue)
        {
            case WireGuardResponder.Initiation:
                AnswerHandshake(datagram);
                break;
            case WireGuardSession.Data:
                Open(datagram, now);
                break;
        }
    }

    private void AnswerCheck(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (!PathCheckCodec.TryPeekRequest(datagram, out var route) || route.To != _tag || route.From != _keys.PeerTag)
        {
            return;
        }

        var keys = _keys.ForPeerRequests(route.Session);
        if (PathCheckCodec.TryVerifyRequest(datagram, keys, out var request))
        {
            _keys.Confirm(keys);
            Send(_out.AsSpan(0, PathCheckCodec.EncodeResponse(_out, request.Transaction, keys, from, datagram.Length, request.AsksToSleep)), _from);
            if (request.AsksToSleep)
            {
                // Nothing to say until it is greeted anew.
                (_helloPacket, _usedAt) = (null, null);
            }
        }
    }

    private void AnswerHandshake(ReadOnlySpan<byte> datagram)
    {
        if (!_responder.TryAnswer(datagram, _nextIndex, _out, out var session))
        {
            return;
        }

        _nextIndex++;
        _sessions.Add(session);
        if (_sessions.Count > KeptSessions)
        {
            _sessions[0].Dispose();
            _sessions.RemoveAt(0);
        }

        Send(_out.AsSpan(0, WireGuardResponder.ResponseLength), _from);
    }

    private void Open(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        var index = WireGuardSession.IndexOf(datagram);
        if (_sessions.Find(session => session.Index == index) is not { } session || !session.TryOpen(datagram, _plain, out var length))
        {
            return;
        }

        // WireGuard answers where the last packet came from, under the newest keys that were proven.
        _from.Buffer.Span[.._from.Size].CopyTo(_node.Buffer.Span);
        _session = _session is null || session.Index > _session.Index ? session : _session;
        var packet = TunnelPacket.Trim(_plain.AsSpan(0, length));
        if (HelloCodec.TryRead(TunnelPacket.HelloIn(packet), out var hello))
        {
            if (_helloPacket is null)
            {
                _helloPacket = packet.ToArray();
                TunnelPacket.Turn(_helloPacket);
            }

            if (_hellos.Receive(hello, now))
            {
                SendHello(now);
            }
        }
        else if (TunnelPacket.TryAnswerEcho(packet))
        {
            _usedAt = now;
            Send(_out.AsSpan(0, _session.Seal(packet, _out)), _node);
        }
    }

    private void SendHello(TimeSpan now)
    {
        if (_session is { } session && _helloPacket is { } packet)
        {
            HelloCodec.Write(TunnelPacket.HelloOf(packet), _hellos.Send(now));
            TunnelPacket.Sum(packet);
            Send(_out.AsSpan(0, session.Seal(packet, _out)), _node);
        }
    }

    private void Send(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            if (!datagram.IsEmpty)
            {
                _socket.SendTo(datagram, SocketFlags.None, to);
            }
        }
        catch (SocketException)
        {
            // As on any network: it may be lost.
        }
    }
}
