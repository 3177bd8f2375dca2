using System.Diagnostics;

namespace MeshGate.NodeDaemon.Tracing;

/// <summary>What is noted of a session's path changes while traces are on.</summary>
internal sealed class SessionTrace
{
    /// <summary>The change that is noted; null for none.</summary>
    public PathChange? Change { get; set; }

    /// <summary>What the peer told last of a change that this end has not begun.</summary>
    public (ActivityContext Context, TimeSpan At)? Told { get; set; }
}
