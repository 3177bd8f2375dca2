using System.Collections.Immutable;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using MeshGate.Probing.Behavior;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>
/// Measures in the background how the NATs in front behave, from ports of its own: mapping, filtering and hairpinning in seconds, then
/// the mapping lifetime in minutes. Once for each order, and again every hour. One measurement at a time.
/// </summary>
public sealed class BehaviorWorker(IProbeSockets sockets, TimeProvider time, ILogger<BehaviorWorker> logger) : IDisposable
{
    /// <summary>The time between two measurements while nothing changes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly Mailbox<BehaviorOrder> _orders = new();
    private readonly BehaviorProbe _behavior = new(sockets, time);
    private readonly MappingLifetimeProbe _lifetime = new(sockets, time);

    /// <summary>Orders a measurement; only the latest order counts.</summary>
    public void Post(BehaviorOrder order) => _orders.Post(order);

    /// <summary>Measures until cancelled.</summary>
    public async Task RunAsync(Action<BehaviorReport> onMeasured, CancellationToken cancellationToken)
    {
        var order = await _orders.TakeAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var measuring = MeasureAsync(order, onMeasured, stop.Token);
            var replaced = _orders.TakeAsync(Interval, time, stop.Token);

            if (await Task.WhenAny(replaced, measuring) == measuring)
            {
                // Done, or failed for another reason than the network.
                await measuring;
            }

            var next = await replaced;
            await stop.CancelAsync();
            try
            {
                await measuring;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A newer order.
            }

            order = next ?? order;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _orders.Dispose();

    private async Task MeasureAsync(BehaviorOrder order, Action<BehaviorReport> onMeasured, CancellationToken cancellationToken)
    {
        try
        {
            var report = new BehaviorReport
            {
                Ipv4 = await MeasureAsync(AddressFamily.InterNetwork, order, cancellationToken),
                Ipv6 = await MeasureAsync(AddressFamily.InterNetworkV6, order, cancellationToken),
            };
            onMeasured(report);
            ImmutableArray<MappingLifetime> lifetimes =
            [
                .. new[]
                {
                    await MeasureLifetimeAsync(AddressFamily.InterNetwork, report.Ipv4, order, cancellationToken),
                    await MeasureLifetimeAsync(AddressFamily.InterNetworkV6, report.Ipv6, order, cancellationToken),
                }.OfType<MappingLifetime>(),
            ];

            // What could not be measured leaves it unknown how long the mappings of that family live.
            if (lifetimes.OrderBy(lifetime => lifetime.Held ?? TimeSpan.Zero).FirstOrDefault() is { } shortest)
            {
                logger.LifetimeMeasured(shortest.Reason);
                onMeasured(report with { Lifetime = shortest });
            }
        }
        catch (SocketException error)
        {
            logger.NotMeasured(error.Message);
        }
    }

    private async Task<BehaviorFindings?> MeasureAsync(AddressFamily family, BehaviorOrder order, CancellationToken cancellationToken)
    {
        if (order.Servers.All(server => server.Endpoint.AddressFamily != family) || order.Own.All(address => address.AddressFamily != family))
        {
            return null;
        }

        var findings = await _behavior.MeasureAsync(family, order.Servers, order.Own, cancellationToken);
        logger.Measured(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6", findings.Mapping?.Reason, findings.Filtering.Reason, findings.Hairpin.Reason);
        return findings;
    }

    private async Task<MappingLifetime?> MeasureLifetimeAsync(
        AddressFamily family, BehaviorFindings? findings, BehaviorOrder order, CancellationToken cancellationToken)
    {
        if (findings?.Mapping is not { Addresses.IsEmpty: false } mapping)
        {
            return null;
        }

        return mapping.Mapping == MappingBehavior.None && findings.Filtering.Filtering == FilteringBehavior.EndpointIndependent
            ? MappingLifetime.Unlimited
            : await _lifetime.MeasureAsync(
                findings.Server?.Server ?? order.Servers.First(server => server.Endpoint.AddressFamily == family), order.Longest, cancellationToken);
    }
}
