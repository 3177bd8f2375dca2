namespace MeshGate.Traversal.Turn;

/// <summary>Why there is no allocation (any more), and what to do.</summary>
/// <param name="Reason">The kind of failure.</param>
/// <param name="Sentence">For a person, about the server: "it has no ports left (508 …)".</param>
public sealed record TurnFailure(TurnFailureReason Reason, string Sentence)
{
    /// <summary>How long to leave the server alone after the first such failure.</summary>
    public TimeSpan RetryAfter => Reason switch
    {
        TurnFailureReason.Mismatch => TimeSpan.Zero,
        TurnFailureReason.Quota or TurnFailureReason.Capacity => TimeSpan.FromSeconds(30),
        TurnFailureReason.Credentials or TurnFailureReason.Forbidden => TimeSpan.FromMinutes(2),
        TurnFailureReason.Unsupported or TurnFailureReason.Redirected => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromSeconds(10),
    };
}
