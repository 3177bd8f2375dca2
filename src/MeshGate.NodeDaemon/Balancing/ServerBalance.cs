using System.Buffers.Binary;
using System.Security.Cryptography;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.NodeDaemon.Balancing;

/// <summary>
/// Chooses one of several servers that are equally near by the strategy in force, and counts the sessions that each has. A session that has
/// a server keeps it: this is asked when one is needed. Safe for concurrent use.
/// </summary>
public sealed class ServerBalance(TimeProvider time)
{
    // Within these one server is as near as another: less comes and goes.
    private const double NearShare = 1.25;
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(10);

    private readonly Lock _changing = new();
    private readonly SteadyClock _clock = new(time);
    private readonly Dictionary<string, (LoadBalancer Balancer, LiveTarget Target)> _held = new(StringComparer.Ordinal);
    private LoadBalancerBlock _settings = new();
    private LoadBalancer? _balancer;
    private BalancedTarget[] _targets = [];

    /// <summary>The strategy and what belongs to it.</summary>
    public LoadBalancerBlock Settings
    {
        get
        {
            lock (_changing)
            {
                return _settings;
            }
        }

        set
        {
            lock (_changing)
            {
                // Counts begin anew with what is taken from now on; what is held is given back to whom it was taken from.
                _balancer = value == _settings ? _balancer : null;
                _settings = value;
            }
        }
    }

    /// <summary>Whether one round-trip time is as good as another, which is the best.</summary>
    public static bool IsNear(TimeSpan roundTrip, TimeSpan best) => roundTrip <= best + Near || roundTrip <= best * NearShare;

    /// <summary>Chooses a server for a session, in place of any that it had.</summary>
    /// <param name="client">The session.</param>
    /// <param name="equals">The servers to choose from, each once, the fastest first; one at least.</param>
    /// <param name="others">Those that are not to be chosen now, whose sessions go on being counted.</param>
    public string Take(string client, IReadOnlyList<string> equals, IEnumerable<string> others)
    {
        ArgumentNullException.ThrowIfNull(equals);
        lock (_changing)
        {
            Give(client);
            if (!_settings.Enabled || _settings.Strategy == LoadBalancingStrategy.LeastLatency)
            {
                return equals[0];
            }

            BalancedTarget[] targets =
            [
                .. equals.Select(server => new BalancedTarget(server)).Concat(others.Select(server => new BalancedTarget(server, 0))).OrderBy(target => target.Name, StringComparer.Ordinal),
            ];
            _balancer ??= new LoadBalancer(_settings with { CircuitBreaker = false }, _targets = targets, _clock.Elapsed);
            if (!targets.AsSpan().SequenceEqual(_targets))
            {
                _balancer.SetTargets(_targets = targets);
            }

            Span<byte> draw = stackalloc byte[sizeof(ulong)];
            RandomNumberGenerator.Fill(draw);
            if (_balancer.Select(LoadBalancer.HashOf(client), BinaryPrimitives.ReadUInt64LittleEndian(draw), _clock.Elapsed) is not { } chosen)
            {
                return equals[0];
            }

            _held[client] = (_balancer, chosen);
            return chosen.Name;
        }
    }

    /// <summary>A session needs its server no more.</summary>
    public void Give(string client)
    {
        lock (_changing)
        {
            if (_held.Remove(client, out var held))
            {
                held.Balancer.Release(held.Target);
            }
        }
    }
}
