using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MeshGate.Tests.Tracing;

/// <summary>Takes spans by OTLP over HTTP/1.1 (http/protobuf), at sockets that listen already.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly List<Socket> _listeners = [];
    private readonly ConcurrentBag<Task> _running = [];

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public void Listen(Socket listener)
    {
        _listeners.Add(listener);
        _running.Add(AcceptAsync(listener));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync(_stop.Token);
            _running.Add(ServeAsync(connection));
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        while (await ReadHeadAsync(stream) is { Length: > 0 } head)
        {
            var lines = head.Split("\r\n");
            var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
                ? int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
                : throw new InvalidDataException($"no length: {head}");
            var body = new byte[length];
            await stream.ReadExactlyAsync(body, _stop.Token);
            foreach (var span in SpanReader.Read(body))
            {
                _spans.Enqueue(span);
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Add(one[0]);
            if (head is [.., 13, 10, 13, 10])
            {
                return Encoding.ASCII.GetString([.. head]);
            }
        }

        return string.Empty;
    }
}
