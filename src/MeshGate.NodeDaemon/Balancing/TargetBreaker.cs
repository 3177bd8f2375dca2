using MeshGate.Core.LoadBalancing;
using Polly;
using Polly.CircuitBreaker;

namespace MeshGate.NodeDaemon.Balancing;

/// <summary>
/// The circuit breaker of one target. Polly's breaker counts by ratio: with all of a long window wanted, and a breaker that is thrown away
/// at the first success, that is failures in a row. It belongs to <see cref="TargetBreakers"/>, under whose lock it is used.
/// </summary>
internal sealed class TargetBreaker
{
    // The least that Polly takes for a throughput; and its longest window.
    private const int LeastThroughput = 2;
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastBreak = TimeSpan.FromMilliseconds(500);

    // What many used at once fails for all of them: that is one failure.
    private static readonly TimeSpan OneCause = TimeSpan.FromSeconds(1);

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private readonly SteadyClock _clock;
    private readonly TimeSpan _pause;
    private readonly int _weight;
    private TimeSpan _openedAt;
    private TimeSpan? _triedAt;
    private TimeSpan? _countedAt;

    /// <summary>Makes a closed breaker.</summary>
    /// <param name="threshold">The failures in a row that open it.</param>
    /// <param name="pause">The time from there to a trial, and between two trials.</param>
    /// <param name="clock">The time.</param>
    public TargetBreaker(int threshold, TimeSpan pause, SteadyClock clock)
    {
        (_clock, _pause) = (clock, pause < LeastBreak ? LeastBreak : pause);
        _weight = threshold < LeastThroughput ? LeastThroughput : 1;
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
            {
                FailureRatio = 1,
                MinimumThroughput = Math.Max(threshold, LeastThroughput),
                SamplingDuration = Window,
                BreakDuration = _pause,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is { Result: false }),
                StateProvider = _state,
            })
            .Build();
    }

    /// <summary>When it last heard of a failure.</summary>
    public TimeSpan FailedAt { get; private set; }

    /// <summary>What it lets through.</summary>
    public BreakerPhase Phase => _state.CircuitState == CircuitState.Closed ? BreakerPhase.Closed : IsTrying ? BreakerPhase.HalfOpen : BreakerPhase.Open;

    /// <summary>Whether the target is to be left alone: it is neither closed, nor time for a trial.</summary>
    public bool IsFenced => _state.CircuitState != CircuitState.Closed && (_clock.Elapsed < _openedAt + _pause || IsTrying);

    private bool IsTrying => _triedAt is { } since && _clock.Elapsed < since + _pause;

    /// <summary>The target is used: where that is the trial, others wait for its outcome.</summary>
    public void Try()
    {
        if (_state.CircuitState != CircuitState.Closed && !IsFenced)
        {
            _triedAt = _clock.Elapsed;
        }
    }

    /// <summary>The target failed. What fails while it is open was begun before: it tells nothing new, and must not put the trial off.</summary>
    /// <returns>Whether it is open since.</returns>
    public bool Fail()
    {
        FailedAt = _clock.Elapsed;
        if (FailedAt - _countedAt < OneCause || (_state.CircuitState != CircuitState.Closed && FailedAt < _openedAt + _pause))
        {
            return false;
        }

        _countedAt = FailedAt;
        for (var i = 0; i < _weight && (i == 0 || _state.CircuitState == CircuitState.Closed); i++)
        {
            _pipeline.Execute(static () => false);
        }

        _triedAt = null;

        // Read after Polly has read it, so that Polly lets through what this does.
        _openedAt = _clock.Elapsed;
        return _state.CircuitState != CircuitState.Closed;
    }
}
