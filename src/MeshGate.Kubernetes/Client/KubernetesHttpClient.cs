using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace MeshGate.Kubernetes.Client;

/// <summary>
/// The Kubernetes API over HTTP: HTTP/2 where the server offers it, source-generated JSON, jittered retries of calls that may be
/// repeated. Safe for concurrent use.
/// </summary>
public sealed class KubernetesHttpClient : IKubernetesClient, ITokenIssuer, IDisposable
{
    private static readonly TimeSpan WatchSlack = TimeSpan.FromSeconds(30);

    private readonly AddressBoundConnections _connections = new();
    private readonly ApiTransport _transport;
    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Jitter _jitter;
    private readonly RuntimeMetrics? _metrics;
    private readonly ResiliencePipeline _idempotent;
    private readonly ResiliencePipeline _once;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="connection">Where the API server is and who we are.</param>
    /// <param name="time">The clock of time-outs, retries and token rotation.</param>
    /// <param name="random">Randomness of delays; the client alone may use it from now on.</param>
    /// <param name="options">Time-outs and bounds.</param>
    /// <param name="logger">Is told of retries.</param>
    /// <param name="handler">Sends the requests in place of a real connection; the client disposes of it.</param>
    /// <param name="metrics">Counts the requests.</param>
    public KubernetesHttpClient(
        KubernetesConnection connection,
        TimeProvider time,
        Random random,
        KubernetesClientOptions? options = null,
        ILogger<KubernetesHttpClient>? logger = null,
        HttpMessageHandler? handler = null,
        RuntimeMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _options = options ?? new KubernetesClientOptions();
        _time = time;
        _jitter = new Jitter(random);
        _metrics = metrics;
        _transport = new ApiTransport(connection, _options, time, handler ?? KubernetesTransport.Create(connection, _connections), metrics);
        ILogger log = logger ?? NullLogger<KubernetesHttpClient>.Instance;
        _idempotent = RetryPolicy.Create(_options, idempotent: true, time, _jitter, log);
        _once = RetryPolicy.Create(_options, idempotent: false, time, _jitter, log);
    }

    /// <inheritdoc/>
    public async Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var path = PathOf(resource, name);
        try
        {
            return ReadObject(resource, await SendAsync(_idempotent, new ApiCall("get", resource.Plural), HttpMethod.Get, path, null, null, cancellationToken));
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(value);
        var path = CollectionOf(resource, value.Metadata?.NamespaceProperty);
        ObjectReader.Name(resource, value);
        var body = JsonSerializer.SerializeToUtf8Bytes(value, resource.JsonType);
        return ReadObject(resource, await SendAsync(_once, new ApiCall("create", resource.Plural), HttpMethod.Post, path, body, "application/json", cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(mergePatch);
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body))
        {
            mergePatch.WriteTo(writer);
        }

        var path = PathOf(resource, name, subresource);
        var call = new ApiCall("patch", subresource is null ? resource.Plural : $"{resource.Plural}/{subresource}");
        return ReadObject(
            resource,
            await SendAsync(_idempotent, call, HttpMethod.Patch, path, body.WrittenMemory, "application/merge-patch+json", cancellationToken));
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            await SendAsync(_idempotent, new ApiCall("delete", resource.Plural), HttpMethod.Delete, PathOf(resource, name), null, null, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            // Gone is what was asked for.
        }
    }

    /// <inheritdoc/>
    public async Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(query);
        var path = ResourcePath.List(CollectionOf(resource, query.Namespace), query);
        var body = await SendAsync(query.IsTriedOnce ? ResiliencePipeline.Empty : _idempotent, new ApiCall("list", resource.Plural), HttpMethod.Get, path, null, null, cancellationToken);
        return Parse(() => ListReader.Read(resource, body.Span), path);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(query);
        var timeout = _jitter.Between(_options.MinWatchTimeout, _options.MaxWatchTimeout);
        var path = ResourcePath.Watch(CollectionOf(resource, query.Namespace), query, (int)timeout.TotalSeconds);

        // A server that forgets to close the watch must not keep it: what rides on it (a stale address, an old token) has to end.
        using var limit = new CancellationTokenSource(timeout + WatchSlack, _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var response = await _transport.OpenAsync(new ApiCall("watch", resource.Plural), path, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var reader = new WatchReader<T>(resource, stream, _options, _time, ends.Token);
        yield return new WatchEvent<T>(WatchEventKind.Bookmark, ObjectReader.Bookmark(resource, query.ResourceVersion));
        while (true)
        {
            WatchEvent<T>? next;
            try
            {
                next = await reader.ReadAsync();
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            if (next is not { } watchEvent)
            {
                yield break;
            }

            yield return watchEvent;
        }
    }

    /// <inheritdoc/>
    public async Task<string> RequestTokenAsync(NamespacedName account, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Object(string.Empty, "v1", "serviceaccounts", account, "token");
        var body = TokenRequests.Write(lifetime);
        var answer = await SendAsync(_idempotent, new ApiCall("create", "serviceaccounts/token"), HttpMethod.Post, path, body, "application/json", cancellationToken);
        return Parse(() => TokenRequests.Read(answer.Span), "TokenRequest");
    }

    /// <summary>Closes the connections; watches end.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _connections.Dispose();
    }

    private static string PathOf<T>(Resource<T> resource, NamespacedName name, string? subresource = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => ResourcePath.Object(resource.Group, resource.Version, resource.Plural, name, subresource);

    private static string CollectionOf<T>(Resource<T> resource, string? @namespace)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => ResourcePath.Collection(resource.Group, resource.Version, resource.Plural, resource.IsNamespaced ? @namespace : null);

    private static T ReadObject<T>(Resource<T> resource, ReadOnlyMemory<byte> body)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => Parse(() => ObjectReader.Read(resource, body.Span), resource.Kind);

    private static TResult Parse<TResult>(Func<TResult> read, string what)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HttpRequestException($"the API server's answer for {what} cannot be read: {e.Message}", e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(
        ResiliencePipeline pipeline, ApiCall call, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? contentType, CancellationToken cancellationToken)
    {
        var attempts = 0;
        return await pipeline.ExecuteAsync(
            async token =>
            {
                if (attempts++ > 0)
                {
                    _metrics?.Retried(call);
                }

                return await _transport.SendAsync(call, method, path, body, contentType, token);
            },
            cancellationToken);
    }
}
