namespace MeshGate.Browser.Tests.Machines;

/// <summary>What a machine says of its sessions: how many by each kind of path, and of those not direct the peers, each with the node that relays.</summary>
internal sealed record SaidByMachine(string Name, int Direct, int Relay, int Turn, int None, IReadOnlyDictionary<string, string> NotDirect)
{
    /// <summary>What of it is otherwise in the page's table of pairs; empty where all agrees.</summary>
    public IEnumerable<string> Differences(IReadOnlyList<ShownPair> shown)
    {
        ShownPair[] own = [.. shown.Where(pair => pair.Is(Name))];
        foreach ((string kind, int said) in new[] { ("direct", Direct), ("relay node", Relay), ("TURN", Turn), ("no path", None) })
        {
            int seen = own.Count(pair => pair.Path == kind);
            if (seen != said)
            {
                yield return $"{Name} says {said} {kind}, the page {seen}";
            }
        }

        foreach ((string peer, string via) in NotDirect)
        {
            string? seen = own.FirstOrDefault(pair => pair.Is(peer))?.Through;
            if (seen != via)
            {
                yield return $"{Name} says that it reaches {peer} through '{via}', the page '{seen}'";
            }
        }
    }
}
