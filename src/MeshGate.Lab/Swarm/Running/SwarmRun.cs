using MeshGate.Kubernetes.Client;
using MeshGate.Lab.Swarm.Agents;
using MeshGate.Lab.Swarm.Observing;
using MeshGate.Lab.Swarm.Reporting;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>Lets a swarm join, watches what comes of it, lets one more join and one leave, and reports.</summary>
public sealed class SwarmRun : IAsyncDisposable
{
    /// <summary>A mesh in which no assignment changed for so long stands.</summary>
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(3);

    /// <summary>An operator that wrote nothing for so long has nothing more to say; it may put off how many peers have a path by half a minute.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(31);

    /// <summary>How often a person is told how far it is.</summary>
    private static readonly TimeSpan Progress = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SwarmOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly RequestCounts _counts = new();
    private readonly RequestCounts _observed = new();
    private readonly ClientPool _clients;
    private readonly ClientPool _observing;
    private readonly SwarmFleet _fleet;
    private readonly SwarmObserver _observer;
    private readonly List<ChangeFigures> _changes = [];
    private string? _problem;

    private SwarmRun(SwarmOptions options, TimeProvider time, Action<string> say, ILogger logger)
    {
        (_options, _time, _say) = (options, time, say);
        _clients = new ClientPool(options.Connection, options.Connections ?? 1 + (options.Agents / 100), _counts, time, options.Seed);
        _observing = new ClientPool(options.Connection, 1, _observed, time, options.Seed);
        _fleet = new SwarmFleet(options, _clients, time);
        _observer = new SwarmObserver(_observing.For(0), _fleet.IsOurs, time, logger);
    }

    /// <summary>Runs a swarm to its end.</summary>
    /// <param name="options">What it is to do.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="logger">Is told of interruptions of watches.</param>
    /// <param name="cancellationToken">Ends it; nothing is deleted then.</param>
    public static async Task<SwarmReport> RunAsync(
        SwarmOptions options, TimeProvider time, Action<string> say, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var run = new SwarmRun(options, time, say, logger);

        // A watch goes on trying for ever; that the server does not know us is to be said at once.
        await run._observing.For(0).ListAsync(ObservedNode.Resource, new ListQuery { Limit = 1 }, cancellationToken);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var observing = run._observer.RunAsync(ends.Token);
        try
        {
            return await run.RunAsync(ends.Token);
        }
        finally
        {
            await ends.CancelAsync();
            await observing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _fleet.DisposeAsync();
        _observer.Dispose();
        _observing.Dispose();
        _clients.Dispose();
    }

    private async Task<SwarmReport> RunAsync(CancellationToken cancellationToken)
    {
        await _observer.Synced.WaitAsync(_options.Timeout, _time, cancellationToken);
        var scraped = await OperatorScrape.ReadAsync(_options.OperatorMetrics, cancellationToken);
        var start = _observer.Now;
        var created = await JoinAllAsync(cancellationToken);
        var hasFormed = await UntilAsync("the mesh to stand", _options.Timeout, HasFormed, cancellationToken);
        var formed = _observer.Now;
        var (requests, events) = (_counts.Total, _counts.Events + _observer.Totals.Events);
        var settled = await OperatorScrape.ReadAsync(_options.OperatorMetrics, cancellationToken);
        var operators = settled is null || scraped is null ? null : settled.Since(scraped);
        _say($"{_options.Agents} nodes {(hasFormed ? "stand" : "do not stand")} after {(formed - start).TotalSeconds:0.0} s");
        await UntilAsync("the operator to have nothing more to say", _options.Timeout, () => _observer.Now - _observer.Totals.LastOperatorWrite >= Calm, cancellationToken);
        var join = SwarmFigures.Join(_observer, start, created, hasFormed);
        var (sizes, writes) = (SwarmFigures.Sizes(_observer), _observer.Writes);
        var (pass, standing) = _problem is null && _options.Quiet > TimeSpan.Zero ? await PassAsync(cancellationToken) : (null, null);
        var steady = _problem is null && _options.Changing > 0 ? await SteadyAsync(cancellationToken) : null;
        await ChangeAsync(cancellationToken);
        var interruptions = _fleet.Interruptions;
        await DeleteAsync(cancellationToken);
        var seconds = join.ReadySeconds ?? (formed - start).TotalSeconds;
        var traffic = new TrafficFigures(
            Math.Round((requests + (operators?.Writes.Values.Sum() ?? 0)) / seconds, 1), Math.Round(events / seconds, 1), standing, _counts.Calls, _counts.Events, _counts.Failures, interruptions);
        var bars = SwarmFigures.Judge(_options.Bars, join, pass, _changes, sizes);
        return new SwarmReport
        {
            Server = _options.Connection.Server.ToString(),
            Agents = _options.Agents,
            Seed = _options.Seed,
            Passed = _problem is null && bars.All(bar => bar.Passed),
            Problem = _problem,
            Bars = bars,
            Join = join,
            SecondPass = pass,
            Steady = steady,
            Changes = _changes,
            Traffic = traffic,
            Sizes = sizes,
            Operator = operators,
            Writes = writes,
        };
    }

    private async Task<TimeSpan> JoinAllAsync(CancellationToken cancellationToken)
    {
        _say($"{_options.Agents} daemons join");
        var start = _observer.Now;
        await Task.WhenAll(Enumerable.Range(1, _options.Agents).Select(async index =>
        {
            if (_options.Ramp > TimeSpan.Zero)
            {
                await Task.Delay(_options.Ramp * ((index - 1.0) / _options.Agents), _time, cancellationToken);
            }

            await _fleet.JoinAsync(index, cancellationToken);
        }));
        return _observer.Now - start;
    }

    private bool HasFormed()
    {
        var isStill = _observer.Now - _observer.Totals.LastAssignment >= Still;
        return isStill && _observer.Read(nodes => nodes.Count >= _options.Agents && nodes.Values.All(node => node.IsSettled));
    }

    private async Task<(PassFigures? Pass, double? RequestsPerSecond)> PassAsync(CancellationToken cancellationToken)
    {
        _say("the operator plans again, though nothing changed");
        var (before, asked, start) = (_observer.Totals, _counts.Total, _observer.Now);
        await _fleet.TouchAsync(1, "second", cancellationToken);
        await Task.Delay(_options.Quiet, _time, cancellationToken);
        var (after, seconds) = (_observer.Totals, (_observer.Now - start).TotalSeconds);
        return (
            new PassFigures(Math.Round(seconds, 1), after.OperatorWrites - before.OperatorWrites, after.DaemonWrites - before.DaemonWrites),
            Math.Round((_counts.Total - asked) / seconds, 1));
    }

    private async Task<SteadyFigures> SteadyAsync(CancellationToken cancellationToken)
    {
        _say($"{_options.Changing:0.##} % of {_fleet.Sessions} sessions change in each minute");
        _fleet.Change(_options.Changing / 100);
        var scraped = await OperatorScrape.ReadAsync(_options.OperatorMetrics, cancellationToken);
        var (before, asked, changes, start) = (_observer.Totals, _counts.Total, _fleet.SessionChanges, _observer.Now);
        await Task.Delay(_options.ChangingFor, _time, cancellationToken);
        var (after, seconds) = (_observer.Totals, (_observer.Now - start).TotalSeconds);
        var acting = scraped is null ? null : (await OperatorScrape.ReadAsync(_options.OperatorMetrics, cancellationToken))?.Since(scraped);
        return new SteadyFigures(
            Math.Round(seconds, 1),
            _fleet.Sessions,
            _fleet.SessionChanges - changes,
            Math.Round((after.DaemonWrites - before.DaemonWrites) / seconds, 1),
            Math.Round((after.OperatorWrites - before.OperatorWrites) / seconds, 1),
            Math.Round((_counts.Total - asked) / seconds, 1),
            acting?.ResidentMegabytes,
            acting is null ? null : Math.Round(100 * acting.JoinCpuSeconds / seconds, 1));
    }

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        if (_options.Joins + _options.Leaves > 0)
        {
            await Task.Delay(_options.JoinAfter, _time, cancellationToken);
        }

        var change = new SwarmChange(_fleet, _observer, UntilAsync);
        for (var i = 1; i <= Math.Max(_options.Joins, _options.Leaves) && _problem is null; i++)
        {
            // A leave comes first: it frees a seat among many, so that the join after it touches many too.
            if (i <= _options.Leaves)
            {
                // Nodes from all over the mesh leave, not those that came last.
                var index = 1 + (int)((i - 0.5) * _options.Agents / _options.Leaves);
                _say($"one leaves: {_fleet.NameOf(index)}");
                _changes.Add(await change.LeaveAsync(index, cancellationToken));
            }

            if (i <= _options.Joins && _problem is null)
            {
                _say($"one more joins: {_fleet.NameOf(_options.Agents + i)}");
                _changes.Add(await change.JoinAsync(_options.Agents + i, cancellationToken));
            }
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (_options is not { Delete: true, Create: true })
        {
            return;
        }

        _say("the MeshNodes of the swarm are deleted");
        await Task.WhenAll(Enumerable.Range(1, _options.Agents + _options.Joins).Select(index => _fleet.RemoveAsync(index, cancellationToken)));
        await UntilAsync("the MeshNodes to be gone", _options.Timeout, () => _observer.Read(nodes => nodes.Count == 0), cancellationToken);
    }

    private async Task<bool> UntilAsync(string what, TimeSpan patience, Func<bool> condition, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var told = start;
        while (!condition())
        {
            if (_time.GetElapsedTime(told) >= Progress)
            {
                told = _time.GetTimestamp();
                _say($"waiting for {what}: {Describe()}");
            }

            _problem ??= _fleet.Failure is { } failure ? $"a simulated daemon failed: {failure.Message}"
                : _time.GetElapsedTime(start) > patience ? $"waited {patience.TotalSeconds:0} s for {what} in vain"
                : null;
            if (_problem is not null)
            {
                return false;
            }

            await Task.Delay(Poll, _time, cancellationToken);
        }

        return true;
    }

    private string Describe()
    {
        var totals = _observer.Totals;
        var (known, assigned, settled) = _observer.Read(nodes => (
            nodes.Count, nodes.Values.Count(node => node.AssignedAt is not null), nodes.Values.Count(node => node.IsSettled)));
        return $"{known} nodes, {assigned} assigned, {settled} Ready; {totals.OperatorWrites} writes of the operator, {totals.DaemonWrites} of daemons, {_counts.Failures} failed, {_fleet.Interruptions} watches interrupted";
    }
}
