using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>A network that carries STUN messages between machines at once.</summary>
internal sealed class FakeNetwork
{
    private const ushort BindingRequest = 0x0001;

    private readonly ConcurrentDictionary<IPEndPoint, Action<IPEndPoint, ReadOnlyMemory<byte>>> _receivers = new();

    public ConcurrentQueue<IPEndPoint> SentTo { get; } = new();

    /// <summary>What was sent that is no STUN, and where to.</summary>
    public ConcurrentQueue<(IPEndPoint To, byte[] Packet)> Others { get; } = new();

    /// <summary>Deliveries that are under way for longer than others.</summary>
    public ConcurrentQueue<Action> UnderWay { get; } = new();

    /// <summary>Where the way of so many of the next requests is long: they come to be <see cref="UnderWay"/>.</summary>
    public (string To, int Count) Slow { get; set; } = (string.Empty, 0);

    public Place Join(IPAddress address, Action<IPEndPoint, ReadOnlyMemory<byte>> receiver) => new(this, address, receiver);

    /// <summary>A machine's place in it.</summary>
    internal sealed class Place(FakeNetwork network, IPAddress address, Action<IPEndPoint, ReadOnlyMemory<byte>> receiver) : IStunTransport, ILocalAddresses
    {
        private volatile int _port;
        private volatile int _outside;

        public bool IsRefused { get; set; }

        public int Port => _port;

        public ImmutableArray<IPAddress> Read(IReadOnlyCollection<IPNetwork> mesh) => [address];

        public bool Listen(int port)
        {
            if (IsRefused)
            {
                throw new SocketException((int)SocketError.AccessDenied);
            }

            if (port == _port)
            {
                return false;
            }

            _port = port;
            Rebind(port);
            return true;
        }

        /// <summary>A NAT gives the machine another port, seen from outside.</summary>
        public void Rebind(int outside)
        {
            Leave();
            _outside = outside;
            network._receivers[new IPEndPoint(address, outside)] = receiver;
        }

        public void Leave() => network._receivers.TryRemove(new IPEndPoint(address, _outside), out _);

        public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
        {
            network.SentTo.Enqueue(to);
            if (message.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(message[4..]) != StunConstants.MagicCookie)
            {
                network.Others.Enqueue((to, message.ToArray()));
                return true;
            }

            if (network._receivers.TryGetValue(to, out var receive))
            {
                var (from, packet) = (new IPEndPoint(address, _outside), message.ToArray());
                if (network.Slow is { Count: > 0 } slow && slow.To == to.ToString() && BinaryPrimitives.ReadUInt16BigEndian(message) == BindingRequest)
                {
                    network.Slow = slow with { Count = slow.Count - 1 };
                    network.UnderWay.Enqueue(() => receive(from, packet));
                }
                else
                {
                    receive(from, packet);
                }
            }

            return true;
        }
    }
}
