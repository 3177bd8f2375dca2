using System.Net;
using MeshGate.NodeDaemon.Relays;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Relay ports of which only is noted what they are told.</summary>
internal sealed class FakeRelayPorts : IRelayPorts
{
    public HashSet<int> Open { get; } = [];

    public HashSet<int> Taken { get; } = [];

    public Dictionary<int, (IPEndPoint One, IPEndPoint Other)> Pairs { get; } = [];

    public List<(int Port, IPEndPoint To, byte[] Message)> Sent { get; } = [];

    public bool TryOpen(int port, long packetsPerSecond, out string problem)
    {
        problem = Taken.Contains(port) ? "Address already in use" : string.Empty;
        return problem.Length == 0 && Open.Add(port);
    }

    public void Forward(int port, IPEndPoint one, IPEndPoint other) => Pairs[port] = (one, other);

    public void Send(int port, IPEndPoint to, ReadOnlySpan<byte> message) => Sent.Add((port, to, message.ToArray()));

    public void Close(int port)
    {
        Open.Remove(port);
        Pairs.Remove(port);
    }
}
