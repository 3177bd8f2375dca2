using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Balancing;

/// <summary>
/// The circuit breakers of everything that this node uses and that may fail. They fence what is begun anew (a meeting at a relay, an
/// allocation, a question to a server, the waking of a peer), never a path that works; and whoever chooses takes what is fenced last, so
/// that there is always somebody to ask. Safe for concurrent use.
/// </summary>
public sealed class TargetBreakers(TimeProvider time, ILogger<TargetBreakers> logger)
{
    // Of what failed of late. Who has more than this to fail has lost its network, not that many targets.
    private const int MostKept = 1024;
    private const int MostReported = 32;

    private readonly Lock _changing = new();
    private readonly Dictionary<(TargetKind Kind, string Name), TargetBreaker> _breakers = [];
    private readonly SteadyClock _clock = new(time);
    private LoadBalancerBlock _settings = new();
    private bool _hasNews;

    /// <summary>Takes the settings: whether there are breakers, how many failures open one, and when one is tried. Others than before begin anew.</summary>
    public void Configure(LoadBalancerBlock settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        lock (_changing)
        {
            var isSame = (settings.CircuitBreaker, settings.CircuitBreakerThreshold, settings.HealthCheckInterval)
                == (_settings.CircuitBreaker, _settings.CircuitBreakerThreshold, _settings.HealthCheckInterval);
            _settings = settings;
            if (!isSame)
            {
                Forget();
            }
        }
    }

    /// <summary>Forgets every failure: what failed from where this machine was says nothing of where it is.</summary>
    public void Clear()
    {
        lock (_changing)
        {
            Forget();
        }
    }

    /// <summary>Whether a target is to be left alone for now, if there is another.</summary>
    public bool IsFenced(TargetKind kind, string name)
    {
        lock (_changing)
        {
            return _breakers.TryGetValue((kind, name), out var breaker) && breaker.IsFenced;
        }
    }

    /// <summary>The targets in their order, those last that are to be left alone.</summary>
    public IEnumerable<T> FencedLast<T>(TargetKind kind, IEnumerable<T> targets, Func<T, string> nameOf)
        => targets.OrderBy(target => IsFenced(kind, nameOf(target)));

    /// <summary>The targets that are not to be left alone, each of which is then used; where none is left, all of them.</summary>
    public IReadOnlyList<T> Use<T>(TargetKind kind, IEnumerable<T> targets, Func<T, string> nameOf)
    {
        T[] all = [.. targets];
        T[] open = [.. all.Where(target => !IsFenced(kind, nameOf(target)))];
        T[] used = open.Length > 0 ? open : all;
        foreach (var target in used)
        {
            Tried(kind, nameOf(target));
        }

        return used;
    }

    /// <summary>Whether anything of a kind failed of late.</summary>
    public bool HasAny(TargetKind kind)
    {
        lock (_changing)
        {
            return _breakers.Keys.Any(key => key.Kind == kind);
        }
    }

    /// <summary>A target is used anew: one whose breaker is open is on trial from now on.</summary>
    public void Tried(TargetKind kind, string name)
    {
        lock (_changing)
        {
            if (_breakers.TryGetValue((kind, name), out var breaker))
            {
                var before = breaker.Phase;
                breaker.Try();
                _hasNews |= breaker.Phase != before;
            }
        }
    }

    /// <summary>A target did what it is for.</summary>
    public void Succeeded(TargetKind kind, string name)
    {
        lock (_changing)
        {
            if (_breakers.Remove((kind, name), out var breaker) && breaker.Phase != BreakerPhase.Closed)
            {
                _hasNews = true;
                logger.BreakerClosed(kind, name);
            }
        }
    }

    /// <summary>A target failed.</summary>
    public void Failed(TargetKind kind, string name)
    {
        lock (_changing)
        {
            if (!_settings.CircuitBreaker)
            {
                return;
            }

            if (!_breakers.TryGetValue((kind, name), out var breaker))
            {
                if (_breakers.Count >= MostKept)
                {
                    _breakers.Remove(_breakers.MinBy(known => known.Value.FailedAt).Key);
                }

                _breakers.Add((kind, name), breaker = new TargetBreaker(_settings.CircuitBreakerThreshold, _settings.HealthCheckInterval, _clock));
            }

            if (breaker.Fail())
            {
                _hasNews = true;
                logger.BreakerOpened(kind, name, _settings.CircuitBreakerThreshold, _settings.HealthCheckInterval.TotalSeconds);
            }
        }
    }

    /// <summary>Forgets targets of a kind that are none any more.</summary>
    public void Keep(TargetKind kind, Func<string, bool> isKept)
    {
        lock (_changing)
        {
            foreach (var gone in _breakers.Keys.Where(key => key.Kind == kind && !isKept(key.Name)).ToList())
            {
                _breakers.Remove(gone);
                _hasNews = true;
            }
        }
    }

    /// <summary>Whether a breaker opened or closed since the last call.</summary>
    public bool TakeNews()
    {
        lock (_changing)
        {
            var news = _hasNews;
            _hasNews = false;
            return news;
        }
    }

    /// <summary>How many breakers are not closed, by what they are of and what they let through.</summary>
    public IReadOnlyDictionary<(TargetKind Kind, BreakerPhase Phase), int> Count()
    {
        lock (_changing)
        {
            return _breakers.GroupBy(known => (known.Key.Kind, known.Value.Phase)).Where(group => group.Key.Phase != BreakerPhase.Closed).ToDictionary(group => group.Key, group => group.Count());
        }
    }

    /// <summary>Those that are not closed, ordered by kind and name; at most 32, null for none.</summary>
    public IReadOnlyList<BreakerReport>? Report()
    {
        lock (_changing)
        {
            BreakerReport[] open =
            [
                .. _breakers
                    .Where(known => known.Value.Phase != BreakerPhase.Closed)
                    .OrderBy(known => known.Key.Kind)
                    .ThenBy(known => known.Key.Name, StringComparer.Ordinal)
                    .Take(MostReported)
                    .Select(known => new BreakerReport { Kind = known.Key.Kind, Name = known.Key.Name, State = known.Value.Phase }),
            ];
            return open.Length > 0 ? open : null;
        }
    }

    private void Forget()
    {
        _hasNews |= _breakers.Count > 0;
        _breakers.Clear();
    }
}
