using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// The state of a simulated daemon: orders come in, take their time to be applied, the first discovery ends, paths to peers form. A
/// function of its calls; one caller at a time.
/// </summary>
/// <param name="machine">Whose state it is.</param>
/// <param name="options">What the swarm has in common.</param>
/// <param name="directory">Who knows whom.</param>
/// <param name="random">Which sessions change, and when.</param>
public sealed class AgentBrain(SimulatedMachine machine, AgentOptions options, AgentDirectory directory, Random random)
{
    /// <summary>How often a path is tried while the peer does not know this machine yet.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a session that was lost is not found again, at least and, together with <see cref="MoreAbsence"/>, at most: each is reported then.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan MoreAbsence = TimeSpan.FromSeconds(20);

    private readonly SortedDictionary<string, PeerState> _peers = new(StringComparer.Ordinal);
    private OwnOrders? _ordered;
    private string? _applied;
    private TimeSpan? _applyDue;
    private TimeSpan? _discoveryDue;
    private TimeSpan? _checkDue;
    private TimeSpan? _changeDue;
    private bool _isDiscovered;
    private int _measurement;
    private ConditionTimes _times;

    /// <summary>The most urgent news since it was last taken.</summary>
    public AgentNews News { get; private set; }

    /// <summary>The revision in force; null before the first.</summary>
    public string? Applied => _applied;

    /// <summary>How many peers the report tells of.</summary>
    public int PeerCount => _peers.Count;

    /// <summary>When <see cref="Step"/> next has something to do; null when nothing is pending.</summary>
    public TimeSpan? NextDue => new[] { _applyDue, _discoveryDue, _checkDue, _changeDue }.Min();

    /// <summary>How many sessions were lost, to be found again.</summary>
    public long Changes { get; private set; }

    /// <summary>What the report tells.</summary>
    public AgentKnowledge Knowledge => new(
        _ordered?.Revision,
        _applied,
        _isDiscovered,
        [.. _peers.Values.Select(peer => new KnownPeer(peer.Machine, peer.UpAt, PathModel.RoundTrip(machine, peer.Machine, options.Seed, _measurement)))],
        _times);

    /// <summary>Takes an assignment.</summary>
    /// <param name="orders">The assignment.</param>
    /// <param name="now">Monotonic time.</param>
    /// <param name="wall">The time on the wall.</param>
    public void Order(OwnOrders orders, TimeSpan now, DateTime wall)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Revision == _ordered?.Revision)
        {
            return;
        }

        _times = _ordered is null ? new ConditionTimes(wall, wall, wall) : _applied == _ordered.Revision ? _times with { Applied = wall } : _times;
        _ordered = orders;
        _applyDue = now + machine.ApplyTime;
        Tell(AgentNews.Progress);
        var wanted = orders.Members.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _peers.Keys.Where(name => !wanted.Contains(name)).ToArray())
        {
            _peers.Remove(gone);
        }

        foreach (var name in wanted.Where(name => !_peers.ContainsKey(name)))
        {
            _peers[name] = new PeerState(SimulatedMachine.Of(options.Seed, name));
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="wall">The time on the wall.</param>
    public void Step(TimeSpan now, DateTime wall)
    {
        if (_applyDue <= now && _ordered is { } orders)
        {
            _applyDue = null;
            _applied = orders.Revision;
            _times = _times with { Applied = wall };
            _discoveryDue = _isDiscovered ? null : _discoveryDue ?? (now + machine.DiscoveryTime);
            _checkDue = now;
            Tell(AgentNews.Progress);
            directory.Enter(machine.Name, _peers.Keys.ToHashSet(StringComparer.Ordinal));
        }

        if (_discoveryDue <= now)
        {
            _discoveryDue = null;
            _isDiscovered = true;
            _times = _times with { Stun = wall };
            Tell(AgentNews.Urgent);
        }

        if (_checkDue <= now)
        {
            Check(now, wall);
        }

        Change(now);
    }

    /// <summary>Takes the news, of which there is then none.</summary>
    public AgentNews TakeNews()
    {
        var news = News;
        News = AgentNews.None;
        return news;
    }

    /// <summary>Measures the paths anew, if their last measurement is due to be replaced.</summary>
    public void Measure(bool isDue) => _measurement += isDue ? 1 : 0;

    /// <summary>Forgets everything: the MeshNode is gone.</summary>
    public void Leave()
    {
        _peers.Clear();
        (_ordered, _applied, _applyDue, _discoveryDue, _checkDue, _changeDue, News) = (null, null, null, null, null, null, AgentNews.None);
        directory.Leave(machine.Name);
    }

    // Before the first discovery has ended there is no key to tell, and nobody waits for the rest.
    private void Tell(AgentNews news) => News = _isDiscovered && news > News ? news : News;

    private void Check(TimeSpan now, DateTime wall)
    {
        TimeSpan? next = null;
        foreach (var peer in _peers.Values.Where(peer => peer.UpAt is null && PathModel.IsDirect(machine, peer.Machine)))
        {
            if (peer.DueAt is null && directory.Knows(peer.Machine.Name, machine.Name))
            {
                peer.DueAt = now + PathModel.SetUp(PathModel.RoundTrip(machine, peer.Machine, options.Seed, _measurement));
            }

            if (peer.DueAt <= now)
            {
                peer.UpAt = wall;
                Tell(AgentNews.Progress);
            }
            else
            {
                // Many paths form within one interval; they are told of together anyway.
                var at = peer.DueAt > now + CheckInterval ? peer.DueAt : now + CheckInterval;
                next = next < at ? next : at;
            }
        }

        _checkDue = next;
    }

    /// <summary>Loses a session now and then, as often as is wanted.</summary>
    private void Change(TimeSpan now)
    {
        if (options.Changes.Interval(_peers.Count) is not { } interval)
        {
            _changeDue = null;
            return;
        }

        if (_changeDue is null)
        {
            // In the middle of an interval, so that the first minute has as many as any other.
            _changeDue = now + (interval * random.NextDouble());
            return;
        }

        if (_changeDue <= now && _peers.Values.Where(peer => peer.UpAt is not null).ToArray() is { Length: > 0 } up)
        {
            var lost = up[random.Next(up.Length)];
            (lost.UpAt, lost.DueAt) = (null, now + Absence + (MoreAbsence * random.NextDouble()));
            _checkDue ??= lost.DueAt;
            Changes++;
            Tell(AgentNews.Progress);
        }

        // Half as long to half as long again.
        _changeDue = _changeDue > now ? _changeDue : now + (interval * (0.5 + random.NextDouble()));
    }

    private sealed class PeerState(SimulatedMachine machine)
    {
        public SimulatedMachine Machine { get; } = machine;

        public TimeSpan? DueAt { get; set; }

        public DateTime? UpAt { get; set; }
    }
}
