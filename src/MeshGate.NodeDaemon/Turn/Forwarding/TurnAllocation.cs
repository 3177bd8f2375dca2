using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn.Servers;
using MeshGate.Traversal.Turn;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>
/// One allocation and the loopback ports of the peer it is for. Packets pass without a lock and without an allocation; what changes
/// (messages of the server's, time, orders) goes through the client's state machine under one.
/// </summary>
internal sealed class TurnAllocation : ITurnReceiver, IDisposable
{
    private readonly string _peer;
    private readonly TurnEndpoint _server;
    private readonly TurnLink _link;
    private readonly TurnCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly long _start;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private TurnClientState _state = TurnClientState.Initial;
    private readonly LoopbackPorts _ports;
    private ImmutableDictionary<IPEndPoint, string> _refusals = ImmutableDictionary<IPEndPoint, string>.Empty;
    private bool _isCounted;

    public TurnAllocation(string peer, TurnEndpoint server, TurnLink link, SocketPoller poller, TurnCounters counters, TimeProvider time, ILogger logger)
    {
        _peer = peer;
        _server = server;
        _link = link;
        _counters = counters;
        _time = time;
        _logger = logger;
        _start = _time.GetTimestamp();
        _ports = new LoopbackPorts(poller, Forward);
    }

    /// <summary>Why it ended; null while it did not, or was released.</summary>
    public TurnFailure? Failure { get; private set; }

    /// <summary>Where the allocation stands.</summary>
    public TurnPhase Phase => _state.Phase;

    /// <summary>What the allocation offers now.</summary>
    public TurnPath Path
    {
        get
        {
            lock (_gate)
            {
                return new TurnPath
                {
                    Relayed = _state.Relayed,
                    Server = _server.Order.Address,
                    Transport = _server.Order.Transport,
                    Remotes = _ports.Usable,
                    Problem = _refusals.IsEmpty || !_ports.Usable.IsEmpty ? null : string.Join("; ", _refusals.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)
                        .Select(pair => $"TURN server {_server.Order.Name} does not relay to {pair.Key}: {pair.Value}")),
                };
            }
        }
    }

    /// <summary>When <see cref="Tick"/> is due; null when it is not.</summary>
    public TimeSpan? DueIn => _state.NextDue - _time.GetElapsedTime(_start);

    /// <summary>Asks for the allocation.</summary>
    public void Start(ImmutableArray<IPEndPoint> remotes, int wireGuardPort)
    {
        lock (_gate)
        {
            _ports.Want(remotes, wireGuardPort);
        }

        _link.Receive(this);
        Step(new TurnClientEvent.Start(_server.Order.Credentials, _link.IsReliable, remotes) { ServerFamily = _server.Address.AddressFamily });
    }

    /// <summary>Brings the permitted addresses to those of an order.</summary>
    public void Want(ImmutableArray<IPEndPoint> remotes, int wireGuardPort)
    {
        lock (_gate)
        {
            if (!_ports.Want(remotes, wireGuardPort))
            {
                return;
            }

            _refusals = _refusals.RemoveRange(_refusals.Keys.Where(refused => _ports.Find(refused) is null));
            Rebind();
        }

        Step(new TurnClientEvent.PeersWanted(All()));
    }

    /// <summary>Whether the relayed addresses have the families of these.</summary>
    public bool Covers(ImmutableArray<IPEndPoint> remotes) => _state.Phase != TurnPhase.Allocated || remotes.IsEmpty
        || remotes.All(remote => _ports.All.Any(known => known.AddressFamily == remote.AddressFamily))
        || remotes.All(remote => _state.Relayed.Any(relayed => relayed.AddressFamily == remote.AddressFamily));

    /// <summary>Lets time pass.</summary>
    public void Tick() => Step(new TurnClientEvent.Tick());

    /// <summary>Gives the allocation back.</summary>
    public void Release() => Step(new TurnClientEvent.Release());

    /// <summary>Waits until something changed, or a tick is due.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var due = DueIn ?? TimeSpan.FromSeconds(1);
        using var patience = new CancellationTokenSource(due > TimeSpan.FromMilliseconds(1) ? due : TimeSpan.FromMilliseconds(1), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends a wait.</summary>
    public void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // Awake already, or gone.
        }
    }

    /// <inheritdoc/>
    public void OnMessage(ReadOnlySpan<byte> message)
    {
        if (ChannelData.TryRead(message, out var channel, out var data))
        {
            if (_ports.Find(channel) is { } port)
            {
                _counters.CountReceived(port.Deliver(data));
            }
            else
            {
                _counters.CountRefused();
            }
        }
        else if (DataIndication.TryRead(message, out var from, out data))
        {
            Deliver(from, data);
        }
        else
        {
            Step(new TurnClientEvent.MessageReceived(message.ToArray()));
        }
    }

    /// <inheritdoc/>
    public void OnDoubt() => Step(new TurnClientEvent.Doubt());

    /// <inheritdoc/>
    public void OnBroken(string sentence)
    {
        lock (_gate)
        {
            if (_state.Phase != TurnPhase.Ended)
            {
                _state = _state with { Phase = TurnPhase.Ended, NextDue = null };
                Failure = new TurnFailure(TurnFailureReason.Connection, sentence);
            }
        }

        Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _link.Dispose();
            _ports.Dispose();
            Count(false);
        }

        _changed.Dispose();
    }

    private void Step(TurnClientEvent happened)
    {
        lock (_gate)
        {
            var step = TurnClient.Step(_state, happened, _time.GetElapsedTime(_start), RandomTransactions.Next);
            _state = step.State;
            foreach (var effect in step.Effects)
            {
                Apply(effect);
            }

            if (step.Effects.All(effect => effect is TurnClientEffect.Send) && happened is TurnClientEvent.Tick)
            {
                return;
            }
        }

        Wake();
    }

    private void Apply(TurnClientEffect effect)
    {
        switch (effect)
        {
            case TurnClientEffect.Send send:
                _link.TrySend(send.Message.Span);
                break;
            case TurnClientEffect.Allocated allocated:
                Count(true);
                _logger.Allocated(_peer, allocated.Relayed[0], _server.Order.Name);
                break;
            case TurnClientEffect.ChannelBound bound:
                _refusals = _refusals.Remove(bound.Peer);
                _ports.Bind(bound.Peer, bound.Channel);
                break;
            case TurnClientEffect.PeerRefused refused when refused.Peer.Port != 0:
                _refusals = _refusals.SetItem(refused.Peer, refused.Sentence);
                _logger.PeerRefused(_peer, _server.Order.Name, refused.Peer, refused.Sentence);
                break;
            case TurnClientEffect.Failed failed:
                Failure = failed.Failure;
                break;
            case TurnClientEffect.Released:
                _logger.Released(_peer, _server.Order.Name);
                break;
        }
    }

    /// <summary>A channel that was given up lately may still be bound at the server, and is told of no more.</summary>
    private void Rebind()
    {
        foreach (var grant in _state.Grants.Where(grant => grant.Channel != 0 && grant.Until > _time.GetElapsedTime(_start)))
        {
            _ports.Bind(grant.Peer, grant.Channel);
        }
    }

    private ImmutableArray<IPEndPoint> All()
    {
        lock (_gate)
        {
            return _ports.All;
        }
    }

    // A peer's NAT may send from another port than the one that was told. The permission is for the address, so that the server lets it
    // through; here it gets a loopback port of its own, as long as there are not many.
    private void Deliver(IPEndPoint from, ReadOnlySpan<byte> data)
    {
        if (_ports.Find(from) is not { } port)
        {
            lock (_gate)
            {
                port = _state.Phase == TurnPhase.Allocated ? _ports.Admit(from) : null;
            }

            if (port is null)
            {
                _counters.CountRefused();
                return;
            }

            Step(new TurnClientEvent.PeersWanted(All()));
        }

        _counters.CountReceived(port.Deliver(data));
    }

    private void Forward(LoopbackPort port, byte[] buffer, int length)
    {
        if (port.Channel is var channel and not 0)
        {
            var message = buffer.AsSpan(LoopbackPort.Headroom - TurnConstants.ChannelHeaderLength, length + TurnConstants.ChannelHeaderLength);
            ChannelData.WriteHeader(message, channel, length);
            _counters.CountSent(_link.TrySend(message));
            return;
        }

        Span<byte> indication = stackalloc byte[MeshGate.Traversal.Stun.StunConstants.MaxMessageLength];
        var written = DataIndication.Encode(indication, RandomTransactions.Next(), port.Remote, buffer.AsSpan(LoopbackPort.Headroom, length));
        _counters.CountSent(written > 0 && _state.Phase == TurnPhase.Allocated && _link.TrySend(indication[..written]));
    }

    private void Count(bool isHeld)
    {
        if (_isCounted != isHeld)
        {
            _isCounted = isHeld;
            _counters.CountAllocation(isHeld ? 1 : -1);
        }
    }
}
