using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Kubernetes.Client;

/// <summary>One attempt of one call: held to the rate limit, bounded in time and size, counted, its errors as the client's contract has them.</summary>
internal sealed class ApiTransport : IDisposable
{
    private const int MaxErrorBytes = 1 << 20;

    private readonly HttpClient _http;
    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly RequestBudget _budget;
    private readonly RuntimeMetrics? _metrics;

    public ApiTransport(
        KubernetesConnection connection, KubernetesClientOptions options, TimeProvider time, HttpMessageHandler handler, RuntimeMetrics? metrics)
    {
        _options = options;
        _time = time;
        _budget = new RequestBudget(options.RequestsPerSecond, options.RequestBurst, time);
        _metrics = metrics;
        var address = connection.Server.ToString();
        _http = new HttpClient(new AuthorizationHandler(connection, time, handler))
        {
            BaseAddress = address.EndsWith('/') ? connection.Server : new Uri(address + "/"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
    }

    /// <summary>Sends and reads the whole answer.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(
        ApiCall call, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? contentType, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType!);
        }

        return await AttemptAsync(
            call,
            request,
            async (response, token) =>
            {
                using (response)
                {
                    return await BoundedContent.ReadAsync(response.Content, _options.MaxResponseBytes, token);
                }
            },
            cancellationToken);
    }

    /// <summary>Sends and hands over the answer once the server accepted the call; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(ApiCall call, string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        return await AttemptAsync(call, request, static (response, _) => Task.FromResult(response), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(path, UriKind.Relative))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    private async Task<T> AttemptAsync<T>(
        ApiCall call, HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancelled)
    {
        _metrics?.HeldBack(await _budget.WaitAsync(cancelled));
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancelled);
        var started = _time.GetTimestamp();
        var code = "none";
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!response.IsSuccessStatusCode)
            {
                using (response)
                {
                    throw await RefusalAsync(response, linked.Token);
                }
            }

            return await read(response, linked.Token);
        }
        catch (Exception e) when (e is not KubernetesApiException && Translate(e, request, limit, cancelled) is { } translated)
        {
            throw translated;
        }
        finally
        {
            _metrics?.Requested(call, code, _time.GetElapsedTime(started));
        }
    }

    private Exception? Translate(Exception error, HttpRequestMessage request, CancellationTokenSource limit, CancellationToken cancelled) => error switch
    {
        _ when cancelled.IsCancellationRequested => new OperationCanceledException(cancelled),
        OperationCanceledException when limit.IsCancellationRequested => new HttpRequestException($"no answer to {request.RequestUri} within {_options.RequestTimeout}", error),
        // SocketsHttpHandler's own connect time-out.
        OperationCanceledException => new HttpRequestException($"{request.RequestUri}: {error.Message}", error),
        IOException => new HttpRequestException($"the answer to {request.RequestUri} broke off: {error.Message}", error),
        _ => null,
    };

    private async Task<KubernetesApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await BoundedContent.ReadAsync(response.Content, MaxErrorBytes, cancellationToken);
        return StatusReader.Read(response.StatusCode, body.Span, RetryAfter(response.Headers.RetryAfter));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - _time.GetUtcNow()).Ticks)),
        _ => null,
    };
}
