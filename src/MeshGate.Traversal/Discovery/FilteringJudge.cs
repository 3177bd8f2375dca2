namespace MeshGate.Traversal.Discovery;

/// <summary>Concludes from the tests of RFC 5780, section 4.4, what is let in.</summary>
public static class FilteringJudge
{
    /// <summary>Judges; what a failed control test makes worthless is not concluded from.</summary>
    public static FilteringFinding Judge(FilteringEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        string server = evidence.Server.ToString();
        return evidence switch
        {
            { FromOtherAddress: true } => new(
                FilteringBehavior.EndpointIndependent, $"{server} got through from an address that was never asked: packets are let in from anywhere."),
            { ControlFromOtherAddress: false } => new(
                FilteringBehavior.Unknown, $"{server} names a second address and does not answer from it even where nothing filters."),
            { FromOtherPort: true } => new(
                FilteringBehavior.AddressDependent, $"{server} got through from another port and not from another address: any port of an address asked is let in."),
            { ControlFromOtherPort: false } => new(
                FilteringBehavior.Unknown, $"{server} got through from no second address, and does not answer from a second port even where nothing filters."),
            _ => new(
                FilteringBehavior.AddressAndPortDependent, $"{server} got through from neither another address nor another port: only answers are let in."),
        };
    }
}
