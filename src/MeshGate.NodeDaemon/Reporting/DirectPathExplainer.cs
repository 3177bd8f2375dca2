using MeshGate.Traversal.Reachability;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Says in one sentence why a pair has no direct path, from what both ends know about their NATs.</summary>
public static class DirectPathExplainer
{
    /// <summary>Explains a search that found nothing.</summary>
    /// <param name="addresses">How many addresses of the peer were checked.</param>
    /// <param name="own">This machine.</param>
    /// <param name="peer">The peer; null while its report was not read.</param>
    public static string Explain(int addresses, Standpoint own, Standpoint? peer)
    {
        ArgumentNullException.ThrowIfNull(own);
        var silence = addresses == 1 ? "the peer's address did not answer a check" : $"none of the peer's {addresses} addresses answered a check";
        if (peer is null)
        {
            return $"{silence}; what stands in front of the peer is not known";
        }

        var verdict = DirectPath.Judge(own, peer);
        return verdict.Outlook switch
        {
            DirectPathOutlook.Impossible => $"no direct path can be: {verdict.Reason}",
            DirectPathOutlook.Uncertain => $"{silence}; {verdict.Reason}",
            _ => $"{silence}, though {(addresses == 1 ? "it" : "they")} should, since {verdict.Reason}: the peer may be gone or have moved, or a firewall drops UDP between them",
        };
    }
}
