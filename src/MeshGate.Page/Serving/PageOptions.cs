using System.Net;

namespace MeshGate.Page.Serving;

/// <summary>How the page is served.</summary>
/// <param name="Endpoint">Where; port 0 takes any that is free.</param>
public sealed record PageOptions(IPEndPoint Endpoint)
{
    /// <summary>
    /// Whether only requests to a name of this machine are answered: without a token to show, nothing else keeps a foreign page from
    /// reading this one by a name of its own that leads here (DNS rebinding).
    /// </summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>How long a stream of updates lasts before it must be asked for anew, so that one who may look no longer soon cannot.</summary>
    public TimeSpan StreamLimit { get; init; } = TimeSpan.FromMinutes(5);
}
