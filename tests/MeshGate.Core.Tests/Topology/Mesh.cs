using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;
using Xunit.Sdk;

namespace MeshGate.Core.Tests.Topology;

/// <summary>Meshes for the planner's tests.</summary>
internal static class Mesh
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static MeshNetwork Network { get; } =
        MeshNetwork.TryParse(["100.96.0.0/16", "fd6d::/64"], out MeshNetwork? network, out string? error) ? network : throw new XunitException(error);

    public static string Key(string seed) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    /// <summary>A node in good order; the number gives its name, age, key and addresses.</summary>
    public static MeshNodeSnapshot Node(int number) => new()
    {
        Name = $"node-{number:d3}",
        Created = new CreationOrder(Start.AddSeconds(number), $"uid-{number:d3}"),
        Addresses = [Network.Ranges[0].At((UInt128)number).ToString(), Network.Ranges[1].At((UInt128)number).ToString()],
        PublicKey = Key($"key-{number}"),
    };

    public static MeshNodeSnapshot[] Nodes(int count) => [.. Enumerable.Range(0, count).Select(Node)];

    public static MeshPlan Plan(params IEnumerable<MeshNodeSnapshot> nodes) => Replan(null, nodes);

    public static MeshPlan Replan(MeshPlan? previous, params IEnumerable<MeshNodeSnapshot> nodes)
        => TopologyPlanner.Plan(new MeshSnapshot(Network, [.. nodes]), previous);

    public static NodePlan Of(this MeshPlan plan, string name) => plan.Nodes.Single(node => node.Name == name);

    public static ImmutableArray<string> MembersOf(this MeshPlan plan, string name)
        => [.. plan.Of(name).Assignment.Members.Select(member => member.Name)];

    public static bool IsAnybodysPeer(this MeshPlan plan, string name)
        => plan.Nodes.Any(node => node.Assignment.Members.Any(member => member.Name == name));

    /// <summary>Everything in a plan as bytes.</summary>
    public static byte[] Bytes(this MeshPlan plan) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(plan);
}
