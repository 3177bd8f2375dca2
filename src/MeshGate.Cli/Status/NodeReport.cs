namespace MeshGate.Cli.Status;

/// <summary>How a node stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">The status of its Ready condition: True, False or Unknown.</param>
/// <param name="Reason">The reason of its Ready condition.</param>
/// <param name="Message">What a person can do about it; empty if nothing is wrong.</param>
/// <param name="Online">The status of its Online condition.</param>
/// <param name="Addresses">Its mesh addresses.</param>
/// <param name="PeersDirect">How many of its peers it reaches directly.</param>
/// <param name="Peers">How many peers it has.</param>
public sealed record NodeReport(
    string Name, string Ready, string Reason, string Message, string Online, IReadOnlyList<string> Addresses, int PeersDirect, int Peers)
{
    /// <summary>Its region and zone, with a slash between; empty where it has none.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>Its roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How its NAT maps and filters; empty where that is not known.</summary>
    public string Nat { get; init; } = string.Empty;

    /// <summary>The version of its daemon; empty before it reported.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>Whether there is nothing to complain about. A node not heard of yet is none to complain about.</summary>
    public bool IsWell => Ready == "True" && Online != "False";
}
