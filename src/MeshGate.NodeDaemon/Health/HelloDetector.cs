using System.Net;
using System.Security.Cryptography;
using MeshGate.Core.Health;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Threads;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// Sends hellos to every watched peer and takes theirs, on a thread of its own: a timer of the thread pool may be 50 ms late, and half of
/// the time that a failover may take would be gone. Nothing is allocated for a packet. Tells changes of opinion as events.
/// </summary>
public sealed partial class HelloDetector(DaemonOptions options, TimeProvider time, ILogger<HelloDetector> logger) : IHelloWatch, IDisposable
{
    /// <summary>
    /// How long hellos may lie at the socket while a session is in use, at either end; otherwise <see cref="HelloTimers.IdleGrid"/>. Each waking
    /// costs more than a hello, and the system notes when they came. Where a path is suspected none waits.
    /// </summary>
    private static readonly TimeSpan LongestUsedWait = TimeSpan.FromMilliseconds(20);

    /// <summary>By so much a hello may be early, to be sent together with others: a tenth of its interval in use.</summary>
    private static readonly TimeSpan Earliness = TimeSpan.FromMilliseconds(10);

    /// <summary>Later than this, what was missed meanwhile is nobody else's fault.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    /// <summary>A thread that sleeps for longer than this does not sleep.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchedSession> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, WatchedSession> _byAddress = [];
    private readonly long _start = time.GetTimestamp();
    private readonly HelloCounts _counts = new();
    private readonly TurnLateness _lateness = new();
    private readonly Alarm _alarm = new(time);
    private readonly HelloLink _link = new(options, logger);
    private readonly uint _session = NewSession();
    private WatchedSession[] _all = [];
    private HelloSettings _settings = new();
    private Action<AgentEvent>? _post;
    private TimeSpan _lookAt;
    private long _packets;
    private bool _isUsed;
    private bool _isUrgent;

    /// <inheritdoc/>
    public long Packets => Volatile.Read(ref _packets);

    /// <inheritdoc/>
    public bool IsLate => _lateness.IsLate(Now);

    /// <summary>What is wrong with the thread itself; null for nothing.</summary>
    public string? Problem => _lateness.SinceTurn(Now) is var still && Volatile.Read(ref _post) is not null && still > LongestStandstill ? $"hellos have stood still for {still.TotalSeconds:0} s" : null;

    /// <inheritdoc/>
    public HelloSettings Settings
    {
        get => _settings;
        set
        {
            lock (_gate)
            {
                _settings = value;
                foreach (var watched in _all)
                {
                    watched.Session.Settings = value;
                }
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        _post = post;
        await using var registration = cancellationToken.Register(_alarm.Ring);
        await OwnThread.RunAsync("hellos", () => Run(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Watch(IReadOnlyCollection<HelloTarget> targets)
    {
        lock (_gate)
        {
            var wanted = targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
            foreach (var gone in _all.Where(watched => !wanted.TryGetValue(watched.Target.Name, out var target) || !target.Address.Equals(watched.Target.Address)).ToList())
            {
                _byName.Remove(gone.Target.Name);
                _byAddress.Remove(HelloSocket.KeyOf(gone.Target.Address));
            }

            foreach (var target in targets)
            {
                if (!_byName.TryGetValue(target.Name, out var watched))
                {
                    watched = new WatchedSession(target, new HelloSession(_session, target.IsControlling, _settings, Now) { Move = target.Move });
                    _byName.Add(target.Name, watched);
                    _byAddress[HelloSocket.KeyOf(target.Address)] = watched;
                }

                watched.Target = target;
                watched.Session.IsActive = target.IsActive;
            }

            _all = [.. _byName.Values];
            _lookAt = TimeSpan.Zero;
            if (!_isUsed && _all.Any(watched => !watched.Session.IsSlow))
            {
                _alarm.Ring();
            }
        }
    }

    /// <inheritdoc/>
    public void Moved(string peer, int move, TimeSpan? roundTrip)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(peer, out var watched))
            {
                var now = Now;
                watched.Session.Moved(move, roundTrip, now);
                Tell(watched, now);
                Serve(watched, now);
                _link.Flush();
                _lookAt = TimeSpan.Zero;
                _isUrgent = true;
                _alarm.Ring();
            }
        }
    }

    /// <inheritdoc/>
    public HelloReading Read(string peer)
    {
        lock (_gate)
        {
            return _byName.TryGetValue(peer, out var watched) ? new HelloReading(watched.Session.Verdict, Now - watched.Session.ProvenAt, watched.Session.Quality, !watched.Session.IsSlow) : default;
        }
    }

    /// <inheritdoc/>
    public long BytesOf(IPAddress address)
    {
        lock (_gate)
        {
            return _counts.BytesOf(address);
        }
    }

    /// <summary>To be called once it has ended, when its thread has closed the socket already.</summary>
    public void Dispose() => _link.Dispose();

    private static uint NewSession()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt32(bytes) | 1;
    }
}
