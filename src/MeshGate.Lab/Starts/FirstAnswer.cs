using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Starts;

/// <summary>Pings an address again and again, also while nothing leads there yet, until the first answer.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns at the first answer.</summary>
    internal static async Task WaitAsync(NetworkNamespace from, IPAddress to, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var socket = from.CreateSocket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        var request = IcmpEcho.Request(ipv4: true, out var token);
        var sending = SendAsync(socket, request, new IPEndPoint(to, 0), time, ends.Token);
        try
        {
            var buffer = new byte[2048];
            while (true)
            {
                try
                {
                    var length = await socket.ReceiveAsync(buffer, cancellationToken);
                    if (IcmpEcho.IsReply(buffer.AsSpan(0, length), ipv4: true, token))
                    {
                        return;
                    }
                }
                catch (SocketException)
                {
                    // An ICMP error of an earlier ping.
                }
            }
        }
        finally
        {
            await ends.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendAsync(Socket socket, byte[] request, IPEndPoint to, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                socket.SendTo(request, to);
            }
            catch (SocketException)
            {
                // Nothing leads there yet.
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
