using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Traffic;

/// <summary>The packet streams of a running lab.</summary>
public sealed class StreamBoard(RunningLab lab) : IDisposable
{
    private readonly Dictionary<string, IPacketStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Starts a declared stream; what an earlier start of it measured is forgotten.</summary>
    public async Task StartAsync(string name, CancellationToken cancellationToken)
    {
        var spec = lab.Scenario.Streams.First(s => s.Name == name);
        var target = spec.Addresses?.To ?? await lab.AddressAsync(spec.To, spec.Mesh, spec.Family, cancellationToken);
        var source = spec.Addresses?.From ?? await lab.AddressAsync(
            spec.From, spec.Mesh, target.AddressFamily == AddressFamily.InterNetwork ? IPFamily.IPv4 : IPFamily.IPv6, cancellationToken);
        if (_streams.Remove(name, out var old))
        {
            old.Dispose();
        }

        _streams[name] = await OpenAsync(spec, source, target, cancellationToken);
    }

    /// <summary>Stops a stream; it can still be measured.</summary>
    public Task StopAsync(string name, CancellationToken cancellationToken) => Find(name).StopAsync(cancellationToken);

    /// <summary>What became of a stream's packets.</summary>
    public StreamStatistics Measure(string name) => Find(name).Measure();

    /// <summary>The streams that were started, by name.</summary>
    public IReadOnlyDictionary<string, IPacketStream> Started => _streams;

    /// <summary>Ends all streams.</summary>
    public void Dispose()
    {
        foreach (var stream in _streams.Values)
        {
            stream.Dispose();
        }

        _streams.Clear();
    }

    private static byte[] Filled(StreamSpec spec)
    {
        var payload = new byte[spec.Size];
        var text = Encoding.UTF8.GetBytes(spec.Text);
        for (var i = UdpStream.HeaderLength; i < payload.Length && text.Length > 0; i++)
        {
            payload[i] = text[(i - UdpStream.HeaderLength) % text.Length];
        }

        return payload;
    }

    private async Task<IPacketStream> OpenAsync(StreamSpec spec, IPAddress source, IPAddress target, CancellationToken cancellationToken)
    {
        var (type, protocol) = spec.Tcp ? (SocketType.Stream, ProtocolType.Tcp) : (SocketType.Dgram, ProtocolType.Udp);
        var sender = Open(spec.From, source, type, protocol);
        var receiver = Open(spec.To, target, type, protocol);
        if (!spec.Tcp)
        {
            return new UdpStream(
                sender, receiver, spec.PacketsPerSecond, Filled(spec), BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8)), lab.Time);
        }

        try
        {
            return await TcpStream.ConnectAsync(sender, receiver, spec.PacketsPerSecond, Filled(spec), lab.Time, cancellationToken);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LabException($"Stream {spec.Name} does not connect: {e.Message}", e);
        }
    }

    private IPacketStream Find(string name) =>
        _streams.TryGetValue(name, out var stream) ? stream : throw new LabException($"Stream {name} was never started.");

    private Socket Open(string machine, IPAddress address, SocketType type, ProtocolType protocol)
    {
        var socket = lab.Machines[machine].Network.CreateSocket(address.AddressFamily, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LabException($"{machine} cannot use its address {address}: {e.Message}", e);
        }
    }
}
