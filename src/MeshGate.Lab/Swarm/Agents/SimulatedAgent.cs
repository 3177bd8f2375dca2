using System.Threading.Channels;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;
using MeshGate.Lab.Swarm.Machines;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// A daemon without a machine: towards the API it does what the real one does. It watches its own MeshNode by name, renews its Lease,
/// and reports at once what others act on, yet twice a second at most, after a while what is mere progress, and every five minutes what
/// it measures.
/// </summary>
public sealed class SimulatedAgent
{
    /// <summary>The least time between two reports, as the real daemon keeps it.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    /// <summary>How old measurements in the report may grow.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromMinutes(5);

    private readonly AgentBrain _brain;
    private readonly AgentReporter _reporter;
    private readonly AgentHeartbeat _heartbeat;
    private readonly Informer<OwnNode> _informer;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private OwnOrders? _orders;
    private bool _isGone;
    private TimeSpan? _newsSince;

    /// <summary>Makes a daemon; <see cref="RunAsync"/> starts it.</summary>
    public SimulatedAgent(SimulatedMachine machine, AgentOptions options, AgentDirectory directory, IKubernetesClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _brain = new AgentBrain(machine, options.Seed, directory);
        _reporter = new AgentReporter(machine, client);
        _heartbeat = new AgentHeartbeat(machine.Name, options.Namespace, client, time);
        _informer = new Informer<OwnNode>(
            client,
            OwnNodeData.Resource,
            new ListQuery { FieldSelector = $"metadata.name={machine.Name}" },
            time,
            NullLogger.Instance,
            new Random(HashCode.Combine(options.Seed, machine.PublicKey.GetHashCode(StringComparison.Ordinal))));
    }

    /// <summary>How often its watch was interrupted otherwise than by the server's time limit.</summary>
    public long Interruptions => _informer.Interruptions;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var subscription = _informer.Subscribe(Take);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] running = [_informer.RunAsync(ends.Token), _heartbeat.RunAsync(ends.Token), WorkAsync(ends.Token)];
        var first = await Task.WhenAny(running);
        await ends.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _brain.Leave();
        if (!cancellationToken.IsCancellationRequested)
        {
            await first;
        }
    }

    private void Take(InformerChange<OwnNode> change)
    {
        Volatile.Write(ref _orders, change.New?.Orders);
        Volatile.Write(ref _isGone, change.New is null);
        _woken.Writer.TryWrite(true);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        TimeSpan? written = null;
        while (true)
        {
            var now = _time.GetElapsedTime(start);
            if (Volatile.Read(ref _isGone))
            {
                // Its MeshNode was deleted: there is nobody to report to.
                _brain.Leave();
                _reporter.Forget();
                written = null;
            }
            else if (Volatile.Read(ref _orders) is { } orders)
            {
                _heartbeat.Interval = orders.HeartbeatInterval ?? _heartbeat.Interval;
                _brain.Order(orders, now, _time.GetUtcNow().UtcDateTime);
            }

            _brain.Step(now, _time.GetUtcNow().UtcDateTime);
            var isDue = written is { } last && now - last >= Floor;
            _newsSince = _brain.HasNews ? _newsSince ?? now : null;
            if (isDue || (_brain.HasNews && now >= DueAt(written, now)))
            {
                _brain.Measure(isDue);
                _brain.HasNews = !await _reporter.WriteAsync(_brain.Knowledge, cancellationToken);
                written = _time.GetElapsedTime(start);
                _newsSince = null;
            }

            await SleepAsync(NextDue(written, now), cancellationToken);
        }
    }

    /// <summary>When the news is written: what others act on at once, but for the spacing; progress when it has gathered.</summary>
    private TimeSpan DueAt(TimeSpan? written, TimeSpan now)
    {
        var gathered = (_newsSince ?? now) + _reporter.Patience(_brain.Knowledge);
        return written is { } last && last + Spacing > gathered ? last + Spacing : gathered;
    }

    private TimeSpan NextDue(TimeSpan? written, TimeSpan now)
    {
        var due = _brain.NextDue ?? now + Floor;
        if (_brain.HasNews)
        {
            due = Min(due, DueAt(written, now));
        }
        else if (written is { } last)
        {
            due = Min(due, last + Floor);
        }

        return due > now ? due - now : TimeSpan.FromMilliseconds(1);
    }

    private async Task SleepAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(span, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _woken.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
