using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>
/// Shows that the daemon lives by renewing its Lease. The operator looks only at whether it changes, so a wrong clock here harms nobody.
/// Renewals are spread at random, the first one too, so that daemons that start together do not write together for ever.
/// </summary>
public sealed class Heartbeat(IKubernetesClient client, DaemonOptions options, TimeProvider time, Random random, ILogger<Heartbeat> logger)
{
    /// <summary>Over how long the first renewals of daemons that start together are spread.</summary>
    public static readonly TimeSpan FirstWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PausedFor = TimeSpan.FromSeconds(1);

    private long _intervalTicks = TimeSpan.FromSeconds(10).Ticks;
    private volatile bool _isPaused;

    /// <summary>How often the Lease is renewed, at the least; up to a fifth more often. A second or more.</summary>
    public TimeSpan Interval
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _intervalTicks));
        set => Volatile.Write(ref _intervalTicks, Math.Max(value.Ticks, TimeSpan.TicksPerSecond));
    }

    /// <summary>Whether the Lease is left alone, since nobody looks at it.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    /// <summary>Renews until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(FirstWithin * random.NextDouble(), time, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (IsPaused)
            {
                await Task.Delay(PausedFor, time, cancellationToken);
                continue;
            }

            try
            {
                await RenewAsync(cancellationToken);
            }
            catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
            {
                logger.HeartbeatFailed(error.Message);
            }

            await Task.Delay(Interval * (0.8 + (0.2 * random.NextDouble())), time, cancellationToken);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var name = new NamespacedName(options.Namespace, options.NodeName);
        var now = time.GetUtcNow().UtcDateTime;
        var seconds = (int)Math.Ceiling(3 * Interval.TotalSeconds);
        var spec = new JsonObject
        {
            ["holderIdentity"] = options.NodeName,
            ["leaseDurationSeconds"] = seconds,
            ["renewTime"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        };
        try
        {
            await client.PatchAsync(Resources.Leases, name, new JsonObject { ["spec"] = spec }, null, cancellationToken);
        }
        catch (KubernetesApiException missing) when (missing.Code == HttpStatusCode.NotFound)
        {
            await client.CreateAsync(Resources.Leases, NewLease(now, seconds), cancellationToken);
        }
    }

    private V1Lease NewLease(DateTime now, int seconds) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new V1ObjectMeta { Name = options.NodeName, NamespaceProperty = options.Namespace },
        Spec = new V1LeaseSpec { HolderIdentity = options.NodeName, LeaseDurationSeconds = seconds, RenewTime = now },
    };
}
