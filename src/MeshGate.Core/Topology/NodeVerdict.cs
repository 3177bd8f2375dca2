namespace MeshGate.Core.Topology;

/// <summary>A finding about one node.</summary>
/// <param name="Reason">The finding.</param>
/// <param name="Message">The same for a person, with what to do.</param>
public sealed record NodeVerdict(VerdictReason Reason, string Message)
{
    /// <summary>Whether the node is a peer of the others.</summary>
    public bool IsPeer => Reason is VerdictReason.Accepted or VerdictReason.InvalidEndpoint or VerdictReason.InvalidSpec;

    /// <summary>Whether somebody must act: waiting does not help.</summary>
    public bool IsRefusal => Reason is not (VerdictReason.Accepted or VerdictReason.Pending or VerdictReason.Leaving);
}
