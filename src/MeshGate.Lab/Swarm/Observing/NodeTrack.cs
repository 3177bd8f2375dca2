using System.Text.Json;

namespace MeshGate.Lab.Swarm.Observing;

/// <summary>What was seen of one MeshNode. Times count from the start of observation.</summary>
public sealed class NodeTrack
{
    private ObservedNode _last;

    /// <summary>Begins with the first version seen.</summary>
    public NodeTrack(ObservedNode first, TimeSpan now)
    {
        _last = first;
        AddedAt = now;
        Take(first, now);
    }

    /// <summary>When it appeared.</summary>
    public TimeSpan AddedAt { get; }

    /// <summary>When it first had addresses and an assignment; null before.</summary>
    public TimeSpan? FirstAssignedAt { get; private set; }

    /// <summary>When its assignment last changed; null without one.</summary>
    public TimeSpan? AssignedAt { get; private set; }

    /// <summary>The revision that is ordered; null before the first.</summary>
    public string? Revision => Text(_last, "status", "assignment", "revision");

    /// <summary>Whether it is Ready, as the operator judges.</summary>
    public bool IsReady => IsReadyIn(_last);

    /// <summary>When its daemon first told its public key; null before.</summary>
    public TimeSpan? KeyToldAt { get; private set; }

    /// <summary>When it was first Ready; null before.</summary>
    public TimeSpan? FirstReadyAt { get; private set; }

    /// <summary>When it last became settled; null while it is not.</summary>
    public TimeSpan? SettledAt { get; private set; }

    /// <summary>When the revision in force last became the one ordered; null while it is not.</summary>
    public TimeSpan? AppliedAt { get; private set; }

    /// <summary>The operator's writes.</summary>
    public int OperatorWrites { get; private set; }

    /// <summary>The operator's writes up to the one that last settled it.</summary>
    public int OperatorWritesWhenSettled { get; private set; }

    /// <summary>The daemon's writes.</summary>
    public int DaemonWrites { get; private set; }

    /// <summary>The peers that it is ordered to know.</summary>
    public IReadOnlySet<string> Members { get; private set; } = new HashSet<string>();

    /// <summary>The bytes of the object.</summary>
    public int Bytes => _last.Bytes;

    /// <summary>The most bytes the object ever had.</summary>
    public int MostBytes { get; private set; }

    /// <summary>The bytes of the assignment.</summary>
    public int AssignmentBytes => Size("assignment");

    /// <summary>The bytes of the daemon's report.</summary>
    public int ReportBytes => Size("agent");

    /// <summary>Ready, with the newest assignment in force.</summary>
    public bool IsSettled => SettledAt is not null;

    /// <summary>Takes the next version.</summary>
    /// <returns>What was written.</returns>
    public ObservedWrite Follow(ObservedNode next, TimeSpan now)
    {
        var write = ObservedWrite.Of(_last, next);
        OperatorWrites += write.Author == WriteAuthor.Operator ? 1 : 0;
        DaemonWrites += write.Author == WriteAuthor.Daemon ? 1 : 0;
        Take(next, now);
        return write;
    }

    private void Take(ObservedNode next, TimeSpan now)
    {
        var before = _last;
        _last = next;
        MostBytes = Math.Max(MostBytes, next.Bytes);
        var revision = Text(next, "status", "assignment", "revision");
        if (revision is not null && next.Part("spec", "addresses") is { ValueKind: JsonValueKind.Array })
        {
            FirstAssignedAt ??= now;
            if (AssignedAt is null || revision != Text(before, "status", "assignment", "revision"))
            {
                AssignedAt = now;
                Members = MembersOf(next);
            }
        }

        KeyToldAt ??= Text(next, "status", "agent", "publicKey") is null ? null : now;
        var isApplied = revision is not null && revision == Text(next, "status", "agent", "appliedRevision");
        AppliedAt = isApplied ? AppliedAt ?? now : null;
        var isReady = IsReadyIn(next);
        FirstReadyAt ??= isReady ? now : null;
        if (!isReady || !isApplied)
        {
            SettledAt = null;
        }
        else if (SettledAt is null)
        {
            SettledAt = now;
            OperatorWritesWhenSettled = OperatorWrites;
        }
    }

    private static bool IsReadyIn(ObservedNode node) =>
        node.Part("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").ValueEquals("Ready") && condition.GetProperty("status").ValueEquals("True"));

    private static HashSet<string> MembersOf(ObservedNode node) =>
        node.Part("status", "assignment", "members") is { ValueKind: JsonValueKind.Array } members
            ? [.. members.EnumerateArray().Select(member => Agents.OwnNodeData.NameIn(member.GetString()!))]
            : [];

    private static string? Text(ObservedNode node, params ReadOnlySpan<string> path) =>
        node.Part(path) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    private int Size(string part) => _last.Part("status", part) is { ValueKind: not JsonValueKind.Undefined } value ? System.Text.Encoding.UTF8.GetByteCount(value.GetRawText()) : 0;
}
