using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Probing.Tests.Simulation;

/// <summary>A machine behind a NAT of any kind, and STUN servers on the other side; datagrams arrive at once.</summary>
internal sealed class SimulatedNetwork(MappingBehavior mapping, FilteringBehavior filtering) : IProbeSockets
{
    public static readonly IPAddress Inside = IPAddress.Parse("10.0.0.2");
    public static readonly IPAddress Outside = IPAddress.Parse("203.0.113.5");

    private readonly List<SimulatedMapping> _mappings = [];
    private readonly List<SimulatedServer> _servers = [];
    private readonly List<SimulatedSocket> _sockets = [];
    private readonly Lock _gate = new();
    private int _lastPort = 20000;
    private int _lastOutside = 40000;

    public FakeTimeProvider Time { get; } = new();

    public bool Hairpin { get; init; }

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    public bool PreservesPorts { get; init; }

    /// <summary>The most ports that were in use at once.</summary>
    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public StunServer Add(SimulatedServer server)
    {
        _servers.Add(server);
        return new StunServer(server.Primary.ToString(), server.Primary);
    }

    public IProbeSocket Open(AddressFamily family)
    {
        lock (_gate)
        {
            Opened++;
            var socket = new SimulatedSocket(this, ++_lastPort);
            _sockets.Add(socket);
            return socket;
        }
    }

    /// <summary>Runs a task to its end, with the clock going on whenever it waits.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        for (var i = 0; i < 20_000 && !task.IsCompleted; i++)
        {
            // The clock stands while something that was delivered has not been looked at: only true silence may count as such.
            for (var j = 0; j < 200 && (HasUnread() || ThreadPool.PendingWorkItemCount > 0); j++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True(task.IsCompleted, "The task does not end.");
        return await task;
    }

    private bool HasUnread()
    {
        lock (_gate)
        {
            return _sockets.Exists(socket => socket.Inbox.Reader.Count > 0);
        }
    }

    private void Send(SimulatedSocket from, IPEndPoint to, byte[] datagram)
    {
        lock (_gate)
        {
            var source = Map(from, to);
            if (to.Address.Equals(Outside))
            {
                if (Hairpin)
                {
                    Deliver(source, to, datagram);
                }

                return;
            }

            foreach (var server in _servers)
            {
                if (server.Answer(source, to, datagram) is var (answerFrom, answerTo, bytes))
                {
                    Deliver(answerFrom, answerTo, bytes);
                }
            }
        }
    }

    private IPEndPoint Map(SimulatedSocket from, IPEndPoint to)
    {
        if (mapping == MappingBehavior.None)
        {
            Note(from, new IPEndPoint(Inside, from.Port), to);
            return new IPEndPoint(Inside, from.Port);
        }

        var known = Alive().FirstOrDefault(m => m.Socket == from && mapping switch
        {
            MappingBehavior.EndpointIndependent => true,
            MappingBehavior.AddressDependent => m.Asked.Any(asked => asked.Address.Equals(to.Address)),
            _ => m.Asked.Contains(to),
        });
        var outside = known?.Outside ?? new IPEndPoint(Outside, PreservesPorts ? from.Port : ++_lastOutside);
        Note(from, outside, to);
        return outside;
    }

    private void Note(SimulatedSocket socket, IPEndPoint outside, IPEndPoint to)
    {
        var entry = Alive().FirstOrDefault(m => m.Outside.Equals(outside));
        if (entry is null)
        {
            _mappings.RemoveAll(m => m.Outside.Equals(outside));
            entry = new SimulatedMapping(socket, outside);
            _mappings.Add(entry);
        }

        entry.Asked.Add(to);
        entry.LastUsed = Time.GetTimestamp();
    }

    private IEnumerable<SimulatedMapping> Alive() => _mappings.Where(m => Time.GetElapsedTime(m.LastUsed) < Lifetime);

    private void Deliver(IPEndPoint from, IPEndPoint to, byte[] datagram)
    {
        var entry = Alive().FirstOrDefault(m => m.Outside.Equals(to));
        var isLetIn = entry is not null && filtering switch
        {
            FilteringBehavior.EndpointIndependent => true,
            FilteringBehavior.AddressDependent => entry.Asked.Any(asked => asked.Address.Equals(from.Address)),
            _ => entry.Asked.Contains(from),
        };
        if (isLetIn)
        {
            entry!.Socket.Inbox.Writer.TryWrite(new ProbeDatagram(from, datagram));
        }
    }

    private sealed class SimulatedMapping(SimulatedSocket socket, IPEndPoint outside)
    {
        public SimulatedSocket Socket { get; } = socket;

        public IPEndPoint Outside { get; } = outside;

        public HashSet<IPEndPoint> Asked { get; } = [];

        public long LastUsed { get; set; }
    }

    private sealed class SimulatedSocket(SimulatedNetwork network, int port) : IProbeSocket
    {
        public Channel<ProbeDatagram> Inbox { get; } = Channel.CreateUnbounded<ProbeDatagram>();

        public int Port => port;

        public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            network.Send(this, to, datagram.ToArray());
            return true;
        }

        public Task<ProbeDatagram> ReceiveAsync(CancellationToken cancellationToken) => Inbox.Reader.ReadAsync(cancellationToken).AsTask();

        public void Dispose()
        {
            lock (network._gate)
            {
                network.Closed++;
                network._sockets.Remove(this);
            }
        }
    }
}
