using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using Xunit.Sdk;

namespace MeshGate.Core.Tests.Routes;

/// <summary>Routes for tests.</summary>
internal static class Routes
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>From a to b.</summary>
    public static RouteSnapshot ToNode(string name = "r", int age = 1) => new() { Name = name, Created = new(Start.AddDays(-age), name), Source = "a", Node = "b" };

    /// <summary>To a network behind g.</summary>
    public static RouteSnapshot ToNetwork(string name = "n", int age = 1)
        => new() { Name = name, Created = new(Start.AddDays(-age), name), Cidrs = ["192.168.7.0/24"], Gateways = ["g"] };

    /// <summary>Nodes a and b, a relay r1 and r2, and a gateway g before 192.168.0.0/16.</summary>
    public static RouteMesh Mesh { get; } = new(Network(), ImmutableDictionary.CreateRange(new[]
    {
        new RouteNode("a", [], []),
        new RouteNode("b", [], []),
        new RouteNode("r1", [NodeRole.Relay], []),
        new RouteNode("r2", [NodeRole.Hub, NodeRole.Relay], []),
        new RouteNode("g", [NodeRole.Gateway], ["192.168.0.0/16"]),
    }.Select(node => KeyValuePair.Create(node.Name, node))));

    public static RouteVerdict Judge(RouteSnapshot route) => RouteJudge.Judge(Mesh, [route]).Single();

    private static MeshNetwork Network()
        => MeshNetwork.TryParse(["100.96.0.0/16", "fd6d:6573:6867::/64"], out MeshNetwork? network, out string? error) ? network : throw new XunitException(error);
}
