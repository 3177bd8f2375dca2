using System.Text.Json;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Cli.Tests.Clusters;

/// <summary>Lists as the API writes them.</summary>
internal static class Lists
{
    public static string OfNodes(IEnumerable<MeshNode> nodes)
        => Of("meshgate.io/v1alpha1", "MeshNodeList", nodes.Select(node => JsonSerializer.Serialize(node, MeshGateJson.TypeInfo<MeshNode>())));

    public static string Of(string version, string kind, IEnumerable<string> items)
        => $$"""{"apiVersion":"{{version}}","kind":"{{kind}}","metadata":{"resourceVersion":"1"},"items":[{{string.Join(',', items)}}]}""";

    /// <summary>The pod of a machine's daemon.</summary>
    public static string DaemonPod(string node, string more = "") => $$"""
        {"metadata":{"name":"meshgate-noded-{{node}}","namespace":"meshgate-nodes"},
         "spec":{"nodeName":"{{node}}","containers":[{"name":"noded","image":"meshgate/noded:0.1.0","args":["--metrics=$(HOST_IP):9586","--interface=meshgate0","--listen-port=51820"]{{more}}}]},
         "status":{"phase":"Running","hostIP":"192.0.2.7","containerStatuses":[{"name":"noded","image":"i","imageID":"i","ready":true,"restartCount":1}]} }
        """;
}
