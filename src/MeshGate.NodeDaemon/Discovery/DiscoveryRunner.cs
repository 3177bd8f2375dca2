using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>Finds the public addresses of WireGuard's port. Belongs to the agent's loop alone.</summary>
public sealed class DiscoveryRunner(IStunTransport transport, DaemonMetrics metrics, ILogger<DiscoveryRunner> logger)
{
    private static readonly TimeSpan[] Sends = [TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(1500)];
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<TransactionId, IPEndPoint> _pending = [];
    private readonly Dictionary<IPEndPoint, IPEndPoint> _mapped = [];
    private ImmutableArray<ResolvedServer> _servers = [];
    private ImmutableArray<IPEndPoint> _targets = [];
    private ImmutableArray<IPEndPoint> _local = [];
    private bool _resolutionWanted;
    private bool _running;
    private int _sent;
    private TimeSpan _startedAt;
    private TimeSpan? _firstAnswerAt;
    private TimeSpan? _nextRoundAt;

    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
    public DiscoveryFindings? Findings { get; private set; }
    public ImmutableArray<IPEndPoint> Configured { get; private set; } = [];
    public TimeSpan? NextDue => _running ? Min(_sent < Sends.Length ? _startedAt + Sends[_sent] : null, Deadline) : _nextRoundAt;
    private TimeSpan Deadline => _firstAnswerAt is { } first && first + Grace < _startedAt + GiveUp ? first + Grace : _startedAt + GiveUp;
    private static TimeSpan? Min(TimeSpan? a, TimeSpan b) => a < b ? a : b;

    public void Restart(TimeSpan now) { _nextRoundAt = now; _running = false; }
    public bool TakeRequestToResolve() { var r = _resolutionWanted; _resolutionWanted = false; return r; }

    public void Resolved(IReadOnlyList<ResolvedServer> servers, string? configured, ImmutableArray<IPEndPoint> local, TimeSpan now)
    {
        _local = local;
        Configured = [.. servers.Where(s => s.Name == configured).SelectMany(s => s.Addresses)];
        _servers = [.. servers.Where(s => s.Name != configured)];
        _targets = [.. _servers.SelectMany(s => s.Addresses).Distinct()];
        _mapped.Clear(); _pending.Clear(); _sent = 0; _firstAnswerAt = null; _startedAt = now; _running = true;
        Tick(now);
    }

    public void Tick(TimeSpan now)
    {
        if (!_running) { if (_nextRoundAt <= now) { _nextRoundAt = now + Interval; _resolutionWanted = true; } return; }
        while (_sent < Sends.Length && now >= _startedAt + Sends[_sent])
        {
            _sent++;
            Span<byte> buffer = stackalloc byte[64];
            foreach (var target in _targets.Where(t => !_mapped.ContainsKey(t)))
            {
                var id = RandomTransactions.Next();
                _pending[id] = target;
                var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, id);
                transport.TrySend(target, buffer[..builder.Length]);
            }
        }
        if (_mapped.Count == _targets.Length || now >= Deadline) Finish();
    }

    public bool TryHandle(IPEndPoint from, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!StunMessageParser.TryParse(datagram, out var message, out _) || !_pending.TryGetValue(message.TransactionId, out var asked)) return false;
        if (!asked.Equals(from) || message.Type != StunMessageType.BindingSuccess || message.UnknownRequiredCount > 0 || !XorMappedAddress.TryRead(message, out var mapped)) { metrics.Refused("stun-answer"); return true; }
        _pending.Remove(message.TransactionId);
        if (_firstAnswerAt is null) { _firstAnswerAt = now; metrics.StunDiscovered(now - _startedAt); }
        _mapped[asked] = mapped;
        Tick(now);
        return true;
    }

    private void Finish()
    {
        _running = false;
        _pending.Clear();
        var four = _mapped.Where(m => m.Value.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork).ToList();
        var distinct = four.Select(m => m.Value).Distinct().ToList();
        var servers = four.Select(m => m.Key.Address).Distinct().Count();
        var mapping = distinct.Count == 0 ? NatMapping.Unknown : distinct.All(_local.Contains) ? NatMapping.None : distinct.Count > 1 ? NatMapping.AddressAndPortDependent : servers > 1 ? NatMapping.EndpointIndependent : NatMapping.Unknown;
        Findings = new DiscoveryFindings
        {
            Reflexive = [.. _mapped.Values.Distinct().Except(_local)],
            Nat = new NatBehavior { Mapping = mapping, Reason = "x" },
            Asked = _servers.Length,
            Failures = [.. _servers.Where(s => !s.Addresses.Any(_mapped.ContainsKey)).Select(s => s.Problem ?? $"{s.Name} did not answer")],
        };
        LoggerExtensions.LogInformation(logger, "found {A} {M}", string.Join(",", Findings.Reflexive), mapping);
    }
}
