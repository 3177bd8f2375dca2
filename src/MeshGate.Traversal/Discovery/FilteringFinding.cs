namespace MeshGate.Traversal.Discovery;

/// <summary>What is known about filtering for one address family.</summary>
/// <param name="Filtering">The behaviour of NATs and firewalls together.</param>
/// <param name="Reason">What it rests on: a sentence for a person.</param>
public sealed record FilteringFinding(FilteringBehavior Filtering, string Reason)
{
    /// <summary>No server can tell.</summary>
    public static FilteringFinding NoServer { get; } = new(
        FilteringBehavior.Unknown, "No STUN server that answered can answer from a second address (RFC 5780), which telling the filtering takes.");
}
