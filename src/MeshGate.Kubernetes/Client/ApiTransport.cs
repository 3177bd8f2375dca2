using System.Net;
using System.Net.Http.Headers;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Kubernetes.Client;

/// <summary>One attempt of one call: bounded in time and size, its errors as the client's contract has them.</summary>
internal sealed class ApiTransport : IDisposable
{
    private const int MaxErrorBytes = 1 << 20;

    private readonly HttpClient _http;
    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _time;

    public ApiTransport(KubernetesConnection connection, KubernetesClientOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        _options = options;
        _time = time;
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
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? contentType, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = Request(method, path);
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType!);
        }

        return await TranslateAsync(path, async () =>
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            await ThrowIfRefusedAsync(response, linked.Token);
            return await BoundedContent.ReadAsync(response.Content, _options.MaxResponseBytes, linked.Token);
        }, limit, cancellationToken);
    }

    /// <summary>Sends and hands over the answer once the server accepted the call; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = Request(HttpMethod.Get, path);
        return await TranslateAsync(path, async () =>
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            try
            {
                await ThrowIfRefusedAsync(response, linked.Token);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }, limit, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(path, UriKind.Relative))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    private async Task<T> TranslateAsync<T>(string path, Func<Task<T>> call, CancellationTokenSource limit, CancellationToken cancelled)
    {
        try
        {
            return await call();
        }
        catch (Exception) when (cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer to {path} within {_options.RequestTimeout}", e);
        }
        catch (OperationCanceledException e)
        {
            // SocketsHttpHandler's own connect time-out.
            throw new HttpRequestException($"{path}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"the answer to {path} broke off: {e.Message}", e);
        }
    }

    private async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var body = await BoundedContent.ReadAsync(response.Content, MaxErrorBytes, cancellationToken);
            throw StatusReader.Read(response.StatusCode, body.Span, RetryAfter(response.Headers.RetryAfter));
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - _time.GetUtcNow()).Ticks)),
        _ => null,
    };
}
