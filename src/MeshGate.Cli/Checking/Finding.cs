namespace MeshGate.Cli.Checking;

/// <summary>One thing that was looked at.</summary>
/// <param name="Group">What it belongs to, such as Cluster or the name of a machine.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Message">What was found, as a sentence.</param>
/// <param name="Cure">What to do about it; null where nothing is to be done.</param>
/// <param name="Link">Where to read on; null where nothing is to be done.</param>
public sealed record Finding(string Group, FindingLevel Level, string Message, string? Cure = null, string? Link = null);
