using System.Threading.Channels;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;
using MeshGate.Lab.Swarm.Machines;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// A daemon without a machine: towards the API it does what the real one does. It watches its own MeshNode by name, renews its Lease,
/// and reports when the real one would.
/// </summary>
public sealed class SimulatedAgent
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly AgentBrain _brain;
    private readonly AgentReporter _reporter;
    private readonly AgentSchedule _schedule;
    private readonly AgentHeartbeat _heartbeat;
    private readonly Informer<OwnNode> _informer;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private OwnOrders? _orders;
    private AppliedOrders? _applied;
    private bool _isGone;
    private int _sessions;
    private long _changes;

    /// <summary>Makes a daemon; <see cref="RunAsync"/> starts it.</summary>
    public SimulatedAgent(SimulatedMachine machine, AgentOptions options, AgentDirectory directory, IKubernetesClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _reporter = new AgentReporter(machine, client);
        var random = new Random(HashCode.Combine(options.Seed, machine.PublicKey.GetHashCode(StringComparison.Ordinal)));
        _schedule = new AgentSchedule(random);
        _brain = new AgentBrain(machine, options, directory, new Random(random.Next()));
        _heartbeat = new AgentHeartbeat(machine.Name, options.Namespace, client, time, new Random(random.Next()));
        _informer = new Informer<OwnNode>(
            client,
            OwnNodeData.Resource,
            new ListQuery { FieldSelector = $"metadata.name={machine.Name}" },
            time,
            NullLogger.Instance,
            new Random(random.Next()),
            yields: true);
    }

    /// <summary>How often its watch was interrupted otherwise than by the server's time limit.</summary>
    public long Interruptions => _informer.Interruptions;

    /// <summary>How many sessions it has, with a path or without.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>How many of its sessions were lost, to be found again.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>The orders in force and since when; null before the first. The API is told of them later.</summary>
    public AppliedOrders? Applied => Volatile.Read(ref _applied);

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

    /// <summary>Has it look whether its sessions are to change.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    private void Take(InformerChange<OwnNode> change)
    {
        Volatile.Write(ref _orders, change.New?.Orders);
        Volatile.Write(ref _isGone, change.New is null);
        Wake();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        while (true)
        {
            var now = _time.GetElapsedTime(start);
            if (Volatile.Read(ref _isGone))
            {
                // Its MeshNode was deleted: there is nobody to report to.
                _brain.Leave();
                _reporter.Forget();
                _schedule.Reset();
            }
            else if (Volatile.Read(ref _orders) is { } orders)
            {
                _heartbeat.Interval = orders.HeartbeatInterval ?? _heartbeat.Interval;
                _brain.Order(orders, now, _time.GetUtcNow().UtcDateTime);
            }

            _brain.Step(now, _time.GetUtcNow().UtcDateTime);
            NoteApplied();
            Volatile.Write(ref _sessions, _brain.PeerCount);
            Interlocked.Exchange(ref _changes, _brain.Changes);
            _schedule.Note(_brain.TakeNews(), _brain.PeerCount, now);
            if (_schedule.Due <= now)
            {
                _brain.Measure(_schedule.IsStale(now));
                _schedule.Note(await _reporter.WriteAsync(_brain.Knowledge, cancellationToken), _time.GetElapsedTime(start));
            }

            var due = Min(_brain.NextDue ?? TimeSpan.MaxValue, _schedule.Due ?? TimeSpan.MaxValue);
            await SleepAsync(due < now + LongestSleep ? due - now : LongestSleep, cancellationToken);
        }
    }

    private void NoteApplied()
    {
        if (_brain.Applied != _applied?.Revision)
        {
            Volatile.Write(ref _applied, _brain.Applied is { } revision ? new AppliedOrders(revision, _time.GetTimestamp()) : null);
        }
    }

    private async Task SleepAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(span > ShortestSleep ? span : ShortestSleep, _time);
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
