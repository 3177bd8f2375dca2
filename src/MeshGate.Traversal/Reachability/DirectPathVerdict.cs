namespace MeshGate.Traversal.Reachability;

/// <summary>What <see cref="DirectPath"/> says about two machines.</summary>
/// <param name="Outlook">Whether they can have a direct path.</param>
/// <param name="Reason">Why, as a clause for a person, without a full stop.</param>
public sealed record DirectPathVerdict(DirectPathOutlook Outlook, string Reason)
{
    /// <summary>Whether a direct path is certain to exist.</summary>
    public bool IsPossible => Outlook == DirectPathOutlook.Possible;
}
