using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Lab.Cluster;

/// <summary>What the MeshNodes said at one moment about the pairs of machines.</summary>
public sealed class MeshView(IReadOnlyDictionary<string, JsonObject> nodes)
{
    /// <summary>What one machine says of another; null when it says nothing.</summary>
    public PeerSummary? Summary(string from, string to) =>
        (nodes.GetValueOrDefault(from)?["status"]?["agent"]?["peers"] as JsonArray)?
            .Select(line => line.Deserialize(MeshGateJson.TypeInfo<PeerSummary>()))
            .FirstOrDefault(peer => peer?.Name == to);

    /// <summary>Whether a machine's orders name another as its peer.</summary>
    public bool Knows(string who, string whom) =>
        (nodes.GetValueOrDefault(who)?["status"]?["assignment"]?["members"] as JsonArray ?? [])
            .Any(line => line.Deserialize(MeshGateJson.TypeInfo<MeshMember>())?.Name == whom);

    /// <summary>The path that one machine uses to another, in lower case; <c>none</c> when it knows of no path.</summary>
    public string Path(string from, string to) => (Summary(from, to)?.Path ?? PeerPath.None).ToString().ToLowerInvariant();

    /// <summary>Whether both ends talk directly.</summary>
    public bool IsDirect(string a, string b) => Path(a, b) == "direct" && Path(b, a) == "direct";

    /// <summary>Why a pair has the path that it has, as its ends say.</summary>
    public string Explain(string a, string b) =>
        $"{a} → {b}: {End(a, b)}; {b} → {a}: {End(b, a)}";

    /// <summary>A machine's mesh addresses, as far as it has any.</summary>
    public IReadOnlyList<IPAddress> Addresses(string machine) =>
        [.. (nodes.GetValueOrDefault(machine)?["spec"]?["addresses"] as JsonArray ?? [])
            .Select(a => IPAddress.TryParse((string?)a, out var address) ? address : null)
            .OfType<IPAddress>()];

    /// <summary>A machine's WireGuard public key, once its daemon has reported it.</summary>
    public string? PublicKey(string machine) => (string?)nodes.GetValueOrDefault(machine)?["status"]?["agent"]?["publicKey"];

    /// <summary>Each pair once, in order.</summary>
    public static IReadOnlyList<(T A, T B)> Pairs<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        return [.. all.SelectMany((a, i) => all.Skip(i + 1).Select(b => (a, b)))];
    }

    private string End(string from, string to) =>
        Path(from, to) + (Summary(from, to)?.Reason is { } reason ? $" ({reason})" : string.Empty);
}
