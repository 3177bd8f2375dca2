using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Client;

/// <summary>Reads the events of one watch, one line each, every line parsed once. Silence ends it.</summary>
internal sealed class WatchReader<T> : IAsyncDisposable
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Resource<T> _resource;
    private readonly KubernetesClientOptions _options;
    private readonly PipeReader _pipe;
    private readonly CancellationTokenSource _watchdog;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _cancelled;

    public WatchReader(Resource<T> resource, Stream stream, KubernetesClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _resource = resource;
        _options = options;
        _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 << 10));
        _watchdog = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_watchdog.Token, cancellationToken);
        _cancelled = cancellationToken;
    }

    /// <summary>The next event, or null when the server closed the stream between two events.</summary>
    public async ValueTask<WatchEvent<T>?> ReadAsync()
    {
        while (true)
        {
            var read = await FillAsync();
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                WatchEvent<T>? parsed = IsBlank(line) ? null : Parse(line);
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                if (parsed is not null)
                {
                    return parsed;
                }
            }
            else if (read.IsCompleted)
            {
                WatchEvent<T>? last = IsBlank(buffer) ? null : Parse(buffer);
                _pipe.AdvanceTo(buffer.End);
                return last;
            }
            else if (buffer.Length > _options.MaxEventBytes)
            {
                throw new HttpRequestException($"a watch event exceeds {_options.MaxEventBytes} bytes");
            }
            else
            {
                _pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.CompleteAsync();
        _linked.Dispose();
        _watchdog.Dispose();
    }

    private async ValueTask<ReadResult> FillAsync()
    {
        // The watchdog runs only while waiting for the server, never while the consumer works.
        _watchdog.CancelAfter(_options.WatchSilence);
        try
        {
            return await _pipe.ReadAsync(_linked.Token);
        }
        catch (Exception) when (_cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancelled);
        }
        catch (OperationCanceledException e) when (_watchdog.IsCancellationRequested)
        {
            throw new TimeoutException($"the watch of {_resource.Plural} was silent for {_options.WatchSilence}", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"the watch of {_resource.Plural} broke off: {e.Message}", e);
        }
        finally
        {
            _watchdog.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private WatchEvent<T> Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return WatchEventReader.Read(_resource, line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HttpRequestException($"the watch of {_resource.Plural} sent what is no event: {e.Message}", e);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \r\t\n"u8))
            {
                return false;
            }
        }

        return true;
    }
}
