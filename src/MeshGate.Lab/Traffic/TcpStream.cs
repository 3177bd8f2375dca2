using System.Buffers.Binary;
using System.Net.Sockets;

namespace MeshGate.Lab.Traffic;

/// <summary>
/// Sends numbered records of one size at a steady rate through one TCP connection and notes when each came. A connection that
/// breaks is not opened again, and a record that came altered or out of order ends it: whatever follows is lost.
/// </summary>
public sealed class TcpStream : IPacketStream
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _sender;
    private readonly Socket _receiver;
    private readonly byte[] _record;
    private readonly PacketLog _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sending;
    private readonly Task _receiving;

    private TcpStream(Socket sender, Socket receiver, int recordsPerSecond, byte[] record, TimeProvider time)
    {
        (_sender, _receiver, _record, _time) = (sender, receiver, record, time);
        _sender.NoDelay = true;
        _log = new PacketLog(TimeSpan.FromSeconds(1.0 / recordsPerSecond), time);
        _receiving = ReceiveAsync(_end.Token);
        _sending = SendAsync(_stop.Token, _end.Token);
    }

    /// <summary>
    /// Connects the first of two bound sockets to the second and starts; both are owned by the stream from now on. The first four
    /// bytes of <paramref name="record"/> are overwritten.
    /// </summary>
    /// <exception cref="SocketException">The connection was not taken.</exception>
    /// <exception cref="OperationCanceledException">It was neither taken nor refused within 10 s.</exception>
    public static async Task<TcpStream> ConnectAsync(
        Socket sender, Socket receiver, int recordsPerSecond, byte[] record, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(time);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var listener = receiver;
            listener.Listen(1);
            var accepting = listener.AcceptAsync(either.Token);
            await sender.ConnectAsync(listener.LocalEndPoint!, either.Token);
            return new TcpStream(sender, await accepting, recordsPerSecond, record, time);
        }
        catch
        {
            sender.Dispose();
            throw;
        }
    }

    /// <summary>Stops sending, and waits at most ten seconds for what TCP still has to send again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sending;
        for (var left = Patience; !_log.IsComplete && left > TimeSpan.Zero; left -= OnTheWay)
        {
            await Task.Delay(OnTheWay, _time, cancellationToken);
        }

        await Task.Delay(OnTheWay, _time, cancellationToken);
    }

    /// <inheritdoc/>
    public StreamStatistics Measure() => _log.Judge(OnTheWay);

    /// <inheritdoc/>
    public StreamTimeline Timeline(TimeSpan width) => _log.Timeline(width);

    /// <summary>Stops at once and closes the connection.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _end.Cancel();
        _sender.Dispose();
        _receiver.Dispose();
        Task.WaitAll(_sending, _receiving);
        _stop.Dispose();
        _end.Dispose();
    }

    private async Task SendAsync(CancellationToken stop, CancellationToken end)
    {
        var record = _record.ToArray();
        try
        {
            for (var number = 0; ; number++)
            {
                await Task.Delay(_log.UntilDue(number), _time, stop);
                BinaryPrimitives.WriteInt32BigEndian(record, number);
                _log.Sent();
                for (var sent = 0; sent < record.Length;)
                {
                    sent += await _sender.SendAsync(record.AsMemory(sent), end);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Stopped, or the connection broke: then what was sent last does not come, which is what is being counted.
        }
    }

    private async Task ReceiveAsync(CancellationToken end)
    {
        var record = new byte[_record.Length];
        try
        {
            await using var stream = new NetworkStream(_receiver);
            for (var number = 0; ; number++)
            {
                await stream.ReadExactlyAsync(record, end);
                if (BinaryPrimitives.ReadInt32BigEndian(record) != number || !record.AsSpan(4).SequenceEqual(_record.AsSpan(4)))
                {
                    return;
                }

                _log.Received(number, _log.Now);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the connection, whoever ended it.
        }
    }
}
