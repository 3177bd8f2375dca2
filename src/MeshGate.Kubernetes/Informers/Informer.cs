using System.Globalization;
using System.Net;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Informers;

/// <summary>
/// Lists in pages, then watches from there. An interrupted watch goes on from the last version seen; only when the server's
/// history no longer reaches back that far (410), or <see cref="RelistRule"/> says so, is everything listed again, after a jittered pause.
/// </summary>
public sealed class Informer<T> : IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private const int PageSize = 500;

    /// <summary>A watch that ends sooner and without news counts as a failure, or an odd server would be asked without pause.</summary>
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(2);

    /// <summary>A server that ends a watch sooner than this, news or not, could not keep up with it: they last minutes otherwise.</summary>
    private static readonly TimeSpan CutShort = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestYield = TimeSpan.FromSeconds(5);

    private readonly IKubernetesClient _client;
    private readonly Resource<T> _resource;
    private readonly ListQuery _query;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private readonly Backoff? _yield;
    private readonly InformerCache<T> _cache;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RelistRule _relist = new();
    private readonly InformerTelemetry _telemetry;
    private string? _version;
    private string _listReason = "start";
    private bool _pagesExpired;
    private volatile bool _connected;
    private long _interruptions;
    private ulong _told;

    /// <summary>Makes an informer; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="client">The API.</param>
    /// <param name="resource">The kind of object.</param>
    /// <param name="query">Namespace and selectors; the rest of it is ignored.</param>
    /// <param name="time">The clock to wait by.</param>
    /// <param name="logger">Is told of lists and interruptions.</param>
    /// <param name="random">Jitter of the delays; the informer alone may use it from now on.</param>
    /// <param name="metrics">Is told of lists, watches and the cache.</param>
    /// <param name="yields">
    /// Whether a watch that the server cuts short is opened again after a pause that grows to five seconds. For one of very many
    /// watchers: older servers hand every event to each of them, end those that lag, and are kept busy by those that come back at once.
    /// </param>
    public Informer(
        IKubernetesClient client,
        Resource<T> resource,
        ListQuery query,
        TimeProvider time,
        ILogger logger,
        Random random,
        RuntimeMetrics? metrics = null,
        bool yields = false)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(query);
        _client = client;
        _resource = resource;
        _query = query with { Limit = null, Continue = null, ResourceVersion = null };
        _time = time;
        _logger = logger;
        _backoff = new Backoff(random, LongestDelay);
        _yield = yields ? new Backoff(random, LongestYield) : null;
        _cache = new InformerCache<T>(resource.Plural, logger);
        _telemetry = new InformerTelemetry(metrics, resource.Plural, time, () => (_cache.Count, _synced.Task.IsCompleted, _connected));
    }

    /// <inheritdoc/>
    public Task Synced => _synced.Task;

    /// <inheritdoc/>
    public bool IsConnected => _connected;

    /// <inheritdoc/>
    public long Interruptions => Interlocked.Read(ref _interruptions);

    /// <inheritdoc/>
    public ulong Version => Volatile.Read(ref _told);

    /// <inheritdoc/>
    public IReadOnlyCollection<T> List() => _cache.List();

    /// <inheritdoc/>
    public T? Get(NamespacedName name) => _cache.Get(name);

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<InformerChange<T>> onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        return _cache.Subscribe(onChange);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _telemetry.Start();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StepAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
        finally
        {
            _connected = false;
            _telemetry.Stop();
        }
    }

    /// <summary>One list or one watch, and what follows from its end.</summary>
    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var watching = _version is not null;
        try
        {
            if (!watching)
            {
                await ListAllAsync(cancellationToken);
                watching = true;
            }

            await WatchAsync(cancellationToken);
            _telemetry.Ended("closed");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            if (watching)
            {
                Lost(e);
            }
            else
            {
                _pagesExpired |= e is KubernetesApiException { Code: HttpStatusCode.Gone };
            }

            await PauseAsync(e, cancellationToken);
        }
    }

    /// <summary>A watch failed: it goes on from where it stood, or everything is listed again.</summary>
    private void Lost(Exception error)
    {
        _telemetry.Ended(error);
        if (error is KubernetesApiException { Code: HttpStatusCode.Gone })
        {
            // Every informer of a restarted server comes by here at once; the pause that follows spreads them.
            InformerLog.Expired(_logger, _resource.Plural, error.Message);
            _version = null;
            _listReason = "expired";
        }
        else if (_relist.Asks(error))
        {
            _version = null;
            _listReason = "refused";
        }
    }

    private async Task ListAllAsync(CancellationToken cancellationToken)
    {
        // Pages that expire while they are read are asked for as one the next time: pages of different versions make no list.
        // The first page is tried at this informer's own pace, or its delays would be multiplied by the client's; further ones are worth more.
        var page = _query with { Limit = _pagesExpired ? null : PageSize, IsTriedOnce = true };
        var items = new List<T>();
        string version;
        do
        {
            var answer = await _client.ListAsync(_resource, page, cancellationToken);
            items.AddRange(answer.Items);
            version = answer.ResourceVersion;
            page = page with { Continue = answer.Continue, IsTriedOnce = false };
        }
        while (page.Continue is not null);

        InformerLog.Listed(_logger, items.Count, _resource.Plural, version);
        _telemetry.Listed(_listReason);
        _cache.Replace(items);
        _version = version;
        Tell();
        _pagesExpired = false;
        _connected = true;
        _synced.TrySetResult();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var heard = false;
        await foreach (var (type, value) in _client.WatchAsync(_resource, _query with { ResourceVersion = _version }, cancellationToken))
        {
            _relist.Reset();
            _telemetry.Heard();

            // The version asked for, told back, is the client's word that the watch stands; more than that is news.
            if (value.Metadata.ResourceVersion is { Length: > 0 } version && version != _version)
            {
                // An object told again has the older version it had; a bookmark is the server's own word on where it stands.
                if (type == WatchEventKind.Bookmark && IsBefore(version, _version))
                {
                    throw new KubernetesApiException(HttpStatusCode.Gone, "Expired", $"the server's version went back from {_version} to {version}");
                }

                _version = IsBefore(version, _version) ? _version : version;
                heard = true;
                _backoff.Reset();
                _telemetry.Told(type);
            }

            _connected = true;
            switch (type)
            {
                case WatchEventKind.Deleted:
                    _cache.Remove(value);
                    break;
                case WatchEventKind.Added or WatchEventKind.Modified:
                    _cache.Put(value);
                    break;
            }

            Tell();
        }

        await RestAsync(_time.GetElapsedTime(started), heard, cancellationToken);
    }

    /// <summary>What a watch that the server ended is followed by.</summary>
    private async Task RestAsync(TimeSpan lasted, bool heard, CancellationToken cancellationToken)
    {
        bool isInOrder = heard || lasted >= ShortWatch;
        if (isInOrder)
        {
            _backoff.Reset();
        }

        if (_yield is not null && lasted >= CutShort)
        {
            _yield.Reset();
        }
        else if (_yield is not null || !isInOrder)
        {
            await Task.Delay((_yield ?? _backoff).Next(null), _time, cancellationToken);
        }
    }

    // Once it is in the cache: who asks for the version and then for an object must not miss it.
    private void Tell()
        => Volatile.Write(ref _told, ulong.TryParse(_version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);

    /// <summary>Whether a server restored from a backup, or without its data, counts anew: what is cached may never have been.</summary>
    private static bool IsBefore(string version, string? last)
        => ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var now)
            && ulong.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var then)
            && now < then;

    private async Task PauseAsync(Exception error, CancellationToken cancellationToken)
    {
        if (_connected)
        {
            _connected = false;
            Interlocked.Increment(ref _interruptions);
        }

        var delay = _backoff.Next((error as KubernetesApiException)?.RetryAfter);
        InformerLog.Interrupted(_logger, _resource.Plural, delay, error.Message);
        await Task.Delay(delay, _time, cancellationToken);
    }
}
