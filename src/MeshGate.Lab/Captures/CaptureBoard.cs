using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Captures;

/// <summary>The captures of a running lab.</summary>
public sealed class CaptureBoard(NetworkPlan plan) : IDisposable
{
    private readonly Dictionary<string, PacketCapture> _captures = new(StringComparer.Ordinal);

    /// <summary>Begins to record at a machine's or server's cable; what an earlier capture there kept is forgotten.</summary>
    public void Start(string party)
    {
        if (_captures.Remove(party, out var old))
        {
            old.Dispose();
        }

        var host = plan.Machines.GetValueOrDefault(party) ?? plan.Servers[party];
        _captures[party] = new PacketCapture(new NetworkNamespace(host.Node.Namespace), "eth0");
    }

    /// <summary>How many packets were kept, how many of them contain a text, and how many did not fit in.</summary>
    /// <exception cref="LabException">Nothing was captured there.</exception>
    public (int Packets, int Matching, int Dropped) Search(string party, string text) =>
        _captures.TryGetValue(party, out var capture) ? capture.Search(text) : throw new LabException($"Nothing is captured at {party}.");

    /// <summary>Ends all captures.</summary>
    public void Dispose()
    {
        foreach (var capture in _captures.Values)
        {
            capture.Dispose();
        }

        _captures.Clear();
    }
}
