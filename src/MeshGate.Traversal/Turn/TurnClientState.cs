using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Turn;

/// <summary>The state of a <see cref="TurnClient"/>: one allocation. Times are on the caller's monotonic clock.</summary>
public sealed record TurnClientState
{
    /// <summary>Before the start.</summary>
    public static TurnClientState Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public TurnPhase Phase { get; init; }

    /// <summary>The relayed addresses: one, or one of each family.</summary>
    public ImmutableArray<IPEndPoint> Relayed { get; init; } = [];

    /// <summary>Permissions and channels.</summary>
    public ImmutableArray<TurnGrant> Grants { get; init; } = [];

    /// <summary>
    /// How long the server keeps the allocation. It says so of nothing else: one that keeps allocations for less than the standard's ten
    /// minutes is taken to keep permissions and channels for as much less.
    /// </summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>When the server forgets the allocation unless it is refreshed.</summary>
    public TimeSpan ExpiresAt { get; init; }

    /// <summary>When the next <see cref="TurnClientEvent.Tick"/> is due; null when none is.</summary>
    public TimeSpan? NextDue { get; init; }

    /// <summary>How often a new nonce was taken.</summary>
    public int NonceRenewals { get; init; }

    internal TurnCredentials? Credentials { get; init; }

    internal bool IsReliable { get; init; }

    internal TurnChallenge? Challenge { get; init; }

    /// <summary>The family asked for, and a second one where peers of both are wanted.</summary>
    internal AddressFamily Family { get; init; } = AddressFamily.InterNetwork;

    internal AddressFamily ServerFamily { get; init; } = AddressFamily.InterNetwork;

    internal bool WantsBothFamilies { get; init; }

    internal TimeSpan RefreshAt { get; init; }

    /// <summary>When the server is next asked whether it is there; null when it does not answer such questions.</summary>
    internal TimeSpan? ProbeAt { get; init; }

    internal bool WasProbeAnswered { get; init; }

    internal ushort NextChannel { get; init; } = TurnConstants.FirstChannel;

    internal ImmutableArray<TurnTransaction> Pending { get; init; } = [];
}
