using MeshGate.Core.Paths;

namespace MeshGate.Kubernetes.Snapshots;

/// <summary>A path as it is shown.</summary>
/// <param name="Kind">Direct, Relay or Turn.</param>
/// <param name="Relays">The nodes that relay, from end to end.</param>
/// <param name="RttMilliseconds">Its round-trip time: measured, or guessed by where the nodes stand.</param>
/// <param name="Usable">Whether it can be used.</param>
/// <param name="Reason">Why it was chosen, or was not.</param>
public sealed record PathLine(string Kind, IReadOnlyList<string> Relays, double RttMilliseconds, bool Usable, string Reason)
{
    /// <summary>A path with what is said of it.</summary>
    public static PathLine Of(MeshPath path, bool isUsable, string reason)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new PathLine(path.Kind.ToString(), path.Relays, Math.Round(path.RttMilliseconds, 1), isUsable, reason);
    }
}
