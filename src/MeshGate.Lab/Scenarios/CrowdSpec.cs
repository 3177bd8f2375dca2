namespace MeshGate.Lab.Scenarios;

/// <summary>Says that a machine stands for many.</summary>
/// <param name="Peers">How many.</param>
/// <param name="Around">The machine that they are the peers of.</param>
public sealed record CrowdSpec(int Peers, string Around)
{
    /// <summary>The most members of a crowd.</summary>
    public const int MaxPeers = 1000;

    /// <summary>The name of a member's MeshNode.</summary>
    /// <param name="crowd">The machine that stands for it.</param>
    /// <param name="index">Counted from 1.</param>
    public static string Member(string crowd, int index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{crowd}-{index:D4}");
}
