namespace MeshGate.Cli.Netcheck;

/// <summary>What a machine's standing means for its peers.</summary>
/// <param name="Summary">In a sentence.</param>
/// <param name="Peers">For each kind of peer whether a direct path can be: yes, no or perhaps.</param>
/// <param name="Hints">What a person can do.</param>
public sealed record OutlookReport(string Summary, IReadOnlyList<PeerOutlook> Peers, IReadOnlyList<string> Hints);
