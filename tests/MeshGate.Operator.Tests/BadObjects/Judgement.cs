using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Core.Addressing;
using MeshGate.Core.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Core.Validation;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Policies;
using MeshGate.Operator.Routes;
using MeshGate.Tests.BadObjects;
using Xunit.Sdk;

namespace MeshGate.Operator.Tests.BadObjects;

/// <summary>Puts objects of the table before the operator's own checks.</summary>
internal static class Judgement
{
    private static readonly DateTime Old = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly MeshNetwork Network =
        MeshNetwork.TryParse(["100.96.0.0/16", "fd6d:6573:6867::/64"], out MeshNetwork? network, out string? error) ? network : throw new XunitException(error);

    private static readonly ImmutableArray<MeshNode> Nodes =
        [.. TableReader.Good.Where(good => good.Kind == "MeshNode").Select(good => WithKey(Entity<MeshNode>(good.Json(), Old), good.PublicKey!))];

    private static readonly ImmutableArray<MeshRoute> Routes = [.. Good<MeshRoute>()];

    private static readonly ImmutableArray<MeshPolicy> Policies = [.. Good<MeshPolicy>()];

    /// <summary>What is found in an object by itself.</summary>
    public static ImmutableArray<Finding> Findings(BadObject bad, JsonNode? spec) => bad.Kind switch
    {
        "MeshNode" => [.. NodeChecks.Check(Spec(bad, spec)), .. bad.Was is { } was ? NodeChecks.CheckChange(Spec(bad, was), Spec(bad, spec)) : []],
        "MeshRoute" => RouteChecks.Check(MeshRouteReader.Read(Entity<MeshRoute>(bad.Json(spec), Old))),
        _ => MeshPolicyReader.Read(Entity<MeshPolicy>(bad.Json(spec), Old)).Findings,
    };

    /// <summary>What the operator says of an object beside the good ones.</summary>
    public static (string Reason, string Message) Verdict(BadObject bad)
        => All(bad).Single(verdict => verdict.Name == $"{bad.Kind} {bad.Name}") is var (_, reason, message) ? (reason, message) : default;

    /// <summary>What the operator says of the good objects beside a bad one, or by themselves.</summary>
    public static IEnumerable<(string Name, string Reason)> OfGoodObjects(BadObject? bad)
        => All(bad).Where(verdict => verdict.Name != bad?.ToString()).Select(verdict => (verdict.Name, verdict.Reason));

    private static IEnumerable<(string Name, string Reason, string Message)> All(BadObject? bad)
    {
        // The bad ones are the younger, so that the good ones keep what both claim.
        DateTime young = Old.AddDays(1);
        MeshNode[] nodes = [.. Nodes, .. bad?.Kind == "MeshNode" ? [WithStatus(Entity<MeshNode>(bad.Json(bad.Spec), young), bad.Status)] : Array.Empty<MeshNode>()];
        MeshRoute[] routes = [.. Routes, .. bad?.Kind == "MeshRoute" ? [Entity<MeshRoute>(bad.Json(bad.Spec), young)] : Array.Empty<MeshRoute>()];
        MeshPolicy[] policies = [.. Policies, .. bad?.Kind == "MeshPolicy" ? [Entity<MeshPolicy>(bad.Json(bad.Spec), young)] : Array.Empty<MeshPolicy>()];

        ImmutableArray<MeshNodeSnapshot> snapshots = [.. nodes.Select(node => MeshNodeReader.Read(node, new NodeSettings(), true, null))];
        var plan = TopologyPlanner.Plan(new MeshSnapshot(Network, snapshots), null);
        var mesh = new RouteMesh(Network, nodes.Select(MeshRouteReader.ReadNode).ToImmutableDictionary(node => node.Name));
        PolicySnapshot[] read = [.. policies.Select(MeshPolicyReader.Read)];
        return
        [
            .. plan.Nodes.Select(node => ($"MeshNode {node.Name}", node.Verdict.Reason.ToString(), node.Verdict.Message)),
            .. RouteJudge.Judge(mesh, routes.Select(MeshRouteReader.Read)).Select(verdict => ($"MeshRoute {verdict.Name}", verdict.Reason.ToString(), verdict.Message)),
            .. read.Select(policy => Of(policy, PolicyOrder.Examine(policy.Name, read, nodes.Select(node => (node.Metadata.Name, MeshNodeReader.LabelsOf(node)))))),
        ];
    }

    private static (string Name, string Reason, string Message) Of(PolicySnapshot policy, PolicyUse use)
        => use.Conflicts.IsEmpty ? ($"MeshPolicy {policy.Name}", policy.Reason.ToString(), policy.Message) : ($"MeshPolicy {policy.Name}", "SamePriority", use.Message);

    private static NodeSpecSnapshot Spec(BadObject bad, JsonNode? spec) => MeshNodeReader.ReadSpec(Entity<MeshNode>(bad.Json(spec), Old));

    private static IEnumerable<T> Good<T>()
        where T : IKubernetesObject<V1ObjectMeta>
        => TableReader.Good.Where(good => good.Kind == typeof(T).Name).Select(good => Entity<T>(good.Json(), Old));

    private static MeshNode WithKey(MeshNode node, string key)
    {
        node.Status = new MeshNodeStatus { Agent = new MeshNodeAgent { PublicKey = key } };
        return node;
    }

    private static MeshNode WithStatus(MeshNode node, JsonNode? status)
        => WithKey(node, (string?)status?["agent"]?["publicKey"] ?? "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=");

    private static T Entity<T>(string json, DateTime created)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        T entity = JsonSerializer.Deserialize(json, MeshGateJson.TypeInfo<T>())!;
        entity.Metadata.CreationTimestamp = created;
        entity.Metadata.Uid = entity.Metadata.Name;
        return entity;
    }
}
