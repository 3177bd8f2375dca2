using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Leadership;

/// <summary>
/// Contends for a Lease. Clocks of different machines are never compared: an unrenewed lease is taken over once it was seen
/// unchanged for its duration, and the holder stops relying on it earlier than that.
/// </summary>
public sealed class LeaderElector : ILeadership
{
    private readonly IKubernetesClient _client;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LeaderElector> _logger;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private TaskCompletionSource _leading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LeaderTerm _term;
    private readonly RuntimeMetrics? _metrics;
    private long? _renewedAt;
    private V1Lease? _seen;
    private long _seenAt;

    /// <summary>Makes an elector; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="client">The API; not one that writes only while this elector leads.</param>
    /// <param name="options">The Lease and the times.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told who leads.</param>
    /// <param name="random">Jitter of the attempts; the elector alone may use it from now on.</param>
    /// <param name="metrics">Is told who leads.</param>
    public LeaderElector(
        IKubernetesClient client, LeaderElectionOptions options, TimeProvider time, ILogger<LeaderElector> logger, Random random, RuntimeMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RenewDeadline >= options.LeaseDuration || options.RetryPeriod >= options.RenewDeadline)
        {
            throw new ArgumentException("a lease needs RetryPeriod < RenewDeadline < LeaseDuration", nameof(options));
        }

        _client = client;
        _options = options;
        _time = time;
        _logger = logger;
        _random = random;
        _metrics = metrics;
        _term = new LeaderTerm(time);
    }

    /// <inheritdoc/>
    public CancellationToken Term => _term.Token;

    /// <inheritdoc/>
    public bool IsLeader
    {
        get
        {
            lock (_gate)
            {
                return _renewedAt is { } at && _time.GetElapsedTime(at) < _options.RenewDeadline;
            }
        }
    }

    /// <inheritdoc/>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!IsLeader)
        {
            Task leading;
            lock (_gate)
            {
                if (_leading.Task.IsCompleted)
                {
                    // Left over from a leadership that ran out while nobody looked.
                    _leading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                leading = IsLeader ? Task.CompletedTask : _leading.Task;
            }

            await leading.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Contends and renews until cancelled, then gives the lease back so that another need not wait for it to run out.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var tracking = _metrics?.TrackLeader(_options.Lease.ToString(), () => IsLeader);
        try
        {
            while (true)
            {
                await AttemptAsync(cancellationToken);
                await Task.Delay(_options.RetryPeriod * (1 + (_random.NextDouble() / 5)), _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync();
        }
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        var before = _time.GetTimestamp();
        // Half the deadline, so that a call that hangs leaves time for another.
        using var limit = new CancellationTokenSource(_options.RenewDeadline / 2, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await TryHoldAsync(linked.Token))
            {
                Renewed(before);
                return;
            }

            Drop();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LeaderLog.AttemptFailed(_logger, _options.Lease.ToString(), "no answer in time");
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException)
        {
            LeaderLog.AttemptFailed(_logger, _options.Lease.ToString(), e.Message);
        }

        if (!IsLeader)
        {
            Drop();
        }
    }

    /// <summary>True once the lease is ours, false while it is another's. A conflict throws: the next attempt will see who was quicker.</summary>
    private async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (await _client.GetAsync(Resources.Leases, _options.Lease, cancellationToken) is not { } lease)
        {
            var created = new V1Lease
            {
                ApiVersion = "coordination.k8s.io/v1",
                Kind = "Lease",
                Metadata = new V1ObjectMeta { Name = _options.Lease.Name, NamespaceProperty = _options.Lease.Namespace },
                Spec = Claim(null),
            };
            Observe(await _client.CreateAsync(Resources.Leases, created, cancellationToken));
            return true;
        }

        Observe(lease);
        var holder = lease.Spec?.HolderIdentity;
        if (!string.IsNullOrEmpty(holder) && holder != _options.Identity && _time.GetElapsedTime(_seenAt) < Duration(lease))
        {
            return false;
        }

        Observe(await PatchAsync(lease, Claim(lease.Spec), cancellationToken));
        return true;
    }

    private V1LeaseSpec Claim(V1LeaseSpec? old)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var renews = old?.HolderIdentity == _options.Identity;
        return new V1LeaseSpec
        {
            HolderIdentity = _options.Identity,
            LeaseDurationSeconds = (int)Math.Ceiling(_options.LeaseDuration.TotalSeconds),
            AcquireTime = renews ? old!.AcquireTime ?? now : now,
            RenewTime = now,
            LeaseTransitions = (old?.LeaseTransitions ?? 0) + (renews || old is null ? 0 : 1),
        };
    }

    private async Task<V1Lease> PatchAsync(V1Lease lease, V1LeaseSpec spec, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = lease.Metadata.ResourceVersion },
            ["spec"] = MeshGateJson.ToNode(spec),
        };
        return await _client.PatchAsync(Resources.Leases, _options.Lease, patch, null, cancellationToken);
    }

    private TimeSpan Duration(V1Lease lease)
        => lease.Spec?.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : _options.LeaseDuration;

    /// <summary>Notes when a lease was first seen as it is.</summary>
    private void Observe(V1Lease lease)
    {
        var before = _seen;
        _seen = lease;
        if (before is not null && before.Metadata.Uid == lease.Metadata.Uid
            && before.Spec?.RenewTime == lease.Spec?.RenewTime && before.Spec?.HolderIdentity == lease.Spec?.HolderIdentity)
        {
            return;
        }

        _seenAt = _time.GetTimestamp();
        if (lease.Spec?.HolderIdentity is { Length: > 0 } holder && holder != before?.Spec?.HolderIdentity && holder != _options.Identity)
        {
            LeaderLog.HeldBy(_logger, _options.Lease.ToString(), holder);
        }
    }

    private void Renewed(long at)
    {
        lock (_gate)
        {
            if (_renewedAt is null)
            {
                _metrics?.LeaderChanged(_options.Lease.ToString());
                LeaderLog.Leading(_logger, _options.Identity, _options.Lease.ToString());
            }

            _renewedAt = at;
            _term.ExtendTo(_options.RenewDeadline - _time.GetElapsedTime(at));
            _leading.TrySetResult();
        }
    }

    private void Drop()
    {
        lock (_gate)
        {
            if (_renewedAt is not null)
            {
                _metrics?.LeaderChanged(_options.Lease.ToString());
                LeaderLog.Lost(_logger, _options.Identity, _options.Lease.ToString());
            }

            _renewedAt = null;
            _term.End();
        }
    }

    private async Task ReleaseAsync()
    {
        var held = IsLeader;
        lock (_gate)
        {
            _renewedAt = null;
            _term.End();
        }

        if (!held || _seen is not { } lease)
        {
            return;
        }

        using var limit = new CancellationTokenSource(_options.RetryPeriod, _time);
        try
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = lease.Metadata.ResourceVersion },
                ["spec"] = new JsonObject { ["holderIdentity"] = string.Empty, ["leaseDurationSeconds"] = 1 },
            };
            await _client.PatchAsync(Resources.Leases, _options.Lease, patch, null, limit.Token);
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or OperationCanceledException)
        {
            LeaderLog.AttemptFailed(_logger, _options.Lease.ToString(), e.Message);
        }
    }
}
