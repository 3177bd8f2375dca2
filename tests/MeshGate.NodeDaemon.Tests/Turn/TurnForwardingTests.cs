using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Turn;

namespace MeshGate.NodeDaemon.Tests.Turn;

/// <summary>
/// Measures forwarding against a real coturn. MESHGATE_FORWARDING_SECONDS and MESHGATE_FORWARDING_RATE ask for more than the few seconds at
/// a modest rate that a shared machine can always do.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class TurnForwardingTests(ITestOutputHelper output)
{
    private const int Size = 200;
    private static readonly bool IsMeasured = Environment.GetEnvironmentVariable("MESHGATE_FORWARDING_SECONDS") is not null;
    private static readonly int Seconds = Read("MESHGATE_FORWARDING_SECONDS", 2);
    private static readonly int Rate = Read("MESHGATE_FORWARDING_RATE", 2000);

    [Fact]
    public async Task Packets_AreNeitherLostNorAllocatedFor()
    {
        await using var coturn = await Coturn.StartAsync();
        await using var end = new TurnEnd();
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Enlarge(peer);
        Enlarge(end.WireGuard);
        end.Set([coturn.Order()], new TurnPathOrder("b", [(IPEndPoint)peer.LocalEndPoint!]));
        var path = await end.WaitAsync("b", found => !found.Relayed.IsEmpty && !found.Remotes.IsEmpty);

        // The first packets pay for what is compiled and opened on the way.
        _ = Run("warming up", coturn, end.WireGuard, path.Remotes[0].Loopback, peer, 1);
        var before = (end.Counters.Sent, end.Counters.Received);
        var sent = Run("to the peer", coturn, end.WireGuard, path.Remotes[0].Loopback, peer, Seconds);
        var returned = Run("from the peer", coturn, peer, path.Relayed[0], end.WireGuard, Seconds);
        var (forwarded, delivered) = (end.Counters.Sent - before.Sent, end.Counters.Received - before.Received);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"forwarded here: {forwarded} to the server, {delivered} from it"));

        // What coturn lost, starved by others on the machine, is told above, and counts only where a measurement was asked for.
        Assert.Equal((Seconds * Rate, (Seconds * Rate) - returned.Lost, 0), (forwarded, delivered, end.Counters.Lost));
        if (IsMeasured)
        {
            Assert.Equal((0, 0), (sent.Lost, returned.Lost));
        }

        // The server is asked whether it is there, and coturn's output is read; a packet may cost nothing.
        Assert.InRange(sent.Allocated + returned.Allocated, 0, 2 * Seconds * Rate * 16);
    }

    private (int Lost, long Allocated) Run(string what, Coturn coturn, Socket from, IPEndPoint to, Socket into, int seconds)
    {
        var count = Rate * seconds;
        var received = 0;
        var receiver = new Thread(() => received = Receive(into, count));
        receiver.Start();
        var (ours, theirs) = (ForwardingTicks(), Ticks($"/proc/{coturn.ProcessId}/stat"));
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Send(from, to, count);
        receiver.Join();
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        (ours, theirs) = (ForwardingTicks() - ours, Ticks($"/proc/{coturn.ProcessId}/stat") - theirs);

        // A tick is ten milliseconds.
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {count} packets of {Size} bytes at {Rate} a second, {count - received} lost, {allocated} bytes allocated; CPU for each: {ours * 10_000.0 / count:0.0} µs here, {theirs * 10_000.0 / count:0.0} µs coturn"));
        return (count - received, allocated);
    }

    private static void Send(Socket socket, IPEndPoint to, int count)
    {
        var address = to.Serialize();
        var packet = new byte[Size];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count;)
        {
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * Rate) + 1);
            for (; i < due; i++)
            {
                socket.SendTo(packet, SocketFlags.None, address);
            }

            // Half a millisecond, without keeping a core busy that others need.
            socket.Poll(500, SelectMode.SelectError);
        }
    }

    private static int Receive(Socket socket, int count)
    {
        var buffer = new byte[2048];
        var address = new SocketAddress(AddressFamily.InterNetwork);
        socket.ReceiveTimeout = 2000;
        for (var i = 0; i < count; i++)
        {
            try
            {
                socket.ReceiveFrom(buffer, SocketFlags.None, address);
            }
            catch (SocketException)
            {
                return i;
            }
        }

        return count;
    }

    private static void Enlarge(Socket socket) => socket.SetRawSocketOption(1, 33, BitConverter.GetBytes(4 << 20));

    private static long ForwardingTicks() => Directory.EnumerateDirectories("/proc/self/task").Where(IsForwarding).Sum(task => Ticks($"{task}/stat"));

    private static bool IsForwarding(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/comm").Trim() == "turn-forwarding";
        }
        catch (IOException)
        {
            // Threads of the pool end between being listed and being read.
            return false;
        }
    }

    private static long Ticks(string file)
    {
        var fields = File.ReadAllText(file).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static int Read(string variable, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
