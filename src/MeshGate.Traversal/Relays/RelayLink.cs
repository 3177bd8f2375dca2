using System.Net;

namespace MeshGate.Traversal.Relays;

/// <summary>One pair for which this relay asks the other of a row.</summary>
/// <param name="Pair">The pair, as this relay names it.</param>
/// <param name="Rule">Whom it asks, and for whom.</param>
public sealed record RelayLink(RelayPairKey Pair, RelayChainRule Rule)
{
    /// <summary>How far it is; never <see cref="RelayWantPhase.Resting"/>.</summary>
    public RelayWantPhase Phase { get; init; }

    /// <summary>The pair's port here; null while it has none.</summary>
    public int? Port { get; init; }

    /// <summary>Whether this relay is about to go.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Where the other relay answered; null until it did.</summary>
    public IPEndPoint? Home { get; init; }

    /// <summary>The pair's port at the other relay; null until it was granted.</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>What the other relay asked to be repeated.</summary>
    public RelayToken Token { get; init; }

    /// <summary>Whether the next ask repeats a token that the other relay has just sent, after it was silent for long: it is there again.</summary>
    public bool IsBack { get; init; }

    /// <summary>When something was last sent.</summary>
    public TimeSpan? SentAt { get; init; }

    /// <summary>When to send next.</summary>
    public TimeSpan NextAt { get; init; }

    /// <summary>Requests since the last reply that helped.</summary>
    public int Attempts { get; init; }

    /// <summary>Replies that said to wait.</summary>
    public int Waits { get; init; }
}
