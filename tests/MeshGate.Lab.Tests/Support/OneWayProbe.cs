using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using MeshGate.Lab.Links;

namespace MeshGate.Lab.Tests.Support;

/// <summary>Sends numbered packets from one machine to another and notes how long each was on the way; one clock measures both ends.</summary>
internal static class OneWayProbe
{
    private const int SilenceMilliseconds = 400;

    /// <summary>The packets in the order in which they came.</summary>
    internal static List<(int Number, TimeSpan Delay, TimeSpan Arrived)> Run(
        TestNetwork network, string from, string to, int count, int size, TimeSpan interval)
    {
        using var receiver = network.Namespace(to).CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new System.Net.IPEndPoint(network.Address(to), 0));
        receiver.ReceiveTimeout = SilenceMilliseconds;
        receiver.ReceiveBufferSize = 4 << 20;
        using var sender = network.Namespace(from).CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(receiver.LocalEndPoint!);
        var came = new List<(int, TimeSpan, TimeSpan)>();
        var receiving = new Thread(() => Receive(receiver, came, isPreferred: interval > TimeSpan.Zero));
        var sending = new Thread(() => Send(sender, count, size, interval));
        receiving.Start();
        sending.Start();
        sending.Join();
        receiving.Join();
        return came;
    }

    // What is measured is the link; so the ends do not wait for a processor either, unless they would take all of it.
    private static void Send(Socket sender, int count, int size, TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            LinkSystemCalls.Prefer();
        }

        var packet = new byte[size];
        using var never = new ManualResetEventSlim();
        var origin = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            if ((i * interval) - Stopwatch.GetElapsedTime(origin) is var wait && wait > TimeSpan.Zero)
            {
                never.Wait(wait, TestContext.Current.CancellationToken);
            }

            BinaryPrimitives.WriteInt32BigEndian(packet, i);
            BinaryPrimitives.WriteInt64BigEndian(packet.AsSpan(4), Stopwatch.GetTimestamp());
            sender.Send(packet);
        }
    }

    private static void Receive(Socket receiver, List<(int, TimeSpan, TimeSpan)> came, bool isPreferred)
    {
        if (isPreferred)
        {
            LinkSystemCalls.Prefer();
        }

        var buffer = new byte[2048];
        var origin = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                receiver.Receive(buffer);
                var now = Stopwatch.GetTimestamp();
                came.Add((
                    BinaryPrimitives.ReadInt32BigEndian(buffer),
                    Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(4)), now),
                    Stopwatch.GetElapsedTime(origin, now)));
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            // Nothing came for a while: that was all.
        }
    }
}
