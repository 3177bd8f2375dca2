using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>What one search for a path to a peer has tried and found, each kind of address counted once. A path that is lost, or a machine that moved, begins another.</summary>
public sealed class PathSearch
{
    private uint _tried;
    private uint _found;
    private TimeSpan? _since;

    /// <summary>Begins anew.</summary>
    public void Restart() => (_tried, _found, _since) = (0, 0, null);

    /// <summary>Begins anew where the check list does.</summary>
    public void Follow(CheckListEvent happened)
    {
        if (happened is CheckListEvent.Restart)
        {
            Restart();
        }
    }

    /// <summary>An address of that kind is checked.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool Try(RemoteCandidateKind kind, TimeSpan now)
    {
        _since ??= now;
        return Add(ref _tried, kind);
    }

    /// <summary>A path of that kind is taken into use.</summary>
    /// <returns>How long after the search began; null where the kind was found before.</returns>
    public TimeSpan? Find(RemoteCandidateKind kind, TimeSpan now) => Add(ref _found, kind) ? now - (_since ??= now) : null;

    private static bool Add(ref uint kinds, RemoteCandidateKind kind)
    {
        var before = kinds;
        kinds |= 1u << (int)kind;
        return kinds != before;
    }
}
