using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>Renews a simulated daemon's Lease at the interval that its assignment orders, spread at random as the real one does.</summary>
public sealed class AgentHeartbeat(string node, string @namespace, IKubernetesClient client, TimeProvider time, Random random)
{
    private static readonly TimeSpan FirstWithin = TimeSpan.FromSeconds(5);

    private long _intervalTicks = TimeSpan.FromSeconds(10).Ticks;

    /// <summary>How often the Lease is renewed; at least a second.</summary>
    public TimeSpan Interval
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _intervalTicks));
        set => Volatile.Write(ref _intervalTicks, Math.Max(value.Ticks, TimeSpan.TicksPerSecond));
    }

    /// <summary>Renews until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(FirstWithin * random.NextDouble(), time, cancellationToken);
        while (true)
        {
            try
            {
                await RenewAsync(cancellationToken);
            }
            catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
            {
                // The next renewal is the repetition.
            }

            await Task.Delay(Interval * (0.8 + (0.2 * random.NextDouble())), time, cancellationToken);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var seconds = (int)Math.Ceiling(3 * Interval.TotalSeconds);
        var spec = new JsonObject
        {
            ["holderIdentity"] = node,
            ["leaseDurationSeconds"] = seconds,
            ["renewTime"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        };
        try
        {
            await client.PatchAsync(Resources.Leases, new NamespacedName(@namespace, node), new JsonObject { ["spec"] = spec }, null, cancellationToken);
        }
        catch (KubernetesApiException missing) when (missing.Code == HttpStatusCode.NotFound)
        {
            await client.CreateAsync(
                Resources.Leases,
                new V1Lease
                {
                    ApiVersion = "coordination.k8s.io/v1",
                    Kind = "Lease",
                    Metadata = new V1ObjectMeta { Name = node, NamespaceProperty = @namespace },
                    Spec = new V1LeaseSpec { HolderIdentity = node, LeaseDurationSeconds = seconds, RenewTime = now },
                },
                cancellationToken);
        }
    }
}
