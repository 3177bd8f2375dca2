using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Machines;

/// <summary>
/// Replaces <c>${name.what}</c> in resources and commands, where <c>name</c> is a machine or a server and <c>what</c> is
/// address, address2, address6, mesh, mesh6, publicKey or interface.
/// </summary>
internal sealed partial class Placeholders(NetworkPlan plan, Func<string, string?> interfaceOf, MeshView view)
{
    /// <summary>Whether a text has a placeholder whose value only the MeshNodes can tell.</summary>
    internal static bool AsksTheMesh(string text) => MeshPlaceholder().IsMatch(text);

    internal string Fill(string text) => Placeholder().Replace(text, m => Value(m.Groups[1].Value, m.Groups[2].Value, m.Value));

    internal JsonObject Fill(JsonObject body) => (JsonObject)FillNode(body)!;

    private JsonNode? FillNode(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, FillNode(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(FillNode)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Fill(text)),
        _ => node?.DeepClone(),
    };

    private string Value(string name, string what, string whole)
    {
        if (!plan.Machines.TryGetValue(name, out var host) && !plan.Servers.TryGetValue(name, out host))
        {
            throw new LabException($"{whole}: there is no machine or server {name}.");
        }

        return what switch
        {
            "address" => Pick(host.Addresses, AddressFamily.InterNetwork, 0),
            "address2" => Pick(host.Addresses, AddressFamily.InterNetwork, 1),
            "address6" => Pick(host.Addresses, AddressFamily.InterNetworkV6, 0),
            "mesh" => Pick(view.Addresses(name), AddressFamily.InterNetwork, 0),
            "mesh6" => Pick(view.Addresses(name), AddressFamily.InterNetworkV6, 0),
            "publicKey" => view.PublicKey(name),
            "interface" => interfaceOf(name),
            _ => null,
        } ?? throw new LabException($"{whole} has no value (known: address, address2, address6, mesh, mesh6, publicKey, interface).");
    }

    private static string? Pick(IReadOnlyList<IPAddress> addresses, AddressFamily family, int index) =>
        addresses.Where(a => a.AddressFamily == family).ElementAtOrDefault(index)?.ToString();

    [GeneratedRegex(@"\$\{([a-z0-9-]+)\.([A-Za-z0-9]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{[a-z0-9-]+\.(mesh6?|publicKey)\}", RegexOptions.CultureInvariant)]
    private static partial Regex MeshPlaceholder();
}
