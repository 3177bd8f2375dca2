using System.Collections.Immutable;
using k8s.Models;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Policies;

/// <summary>Turns MeshPolicies into what the resolver takes.</summary>
public static class MeshPolicyReader
{
    /// <summary>A policy as the resolver takes it.</summary>
    public static PolicySnapshot Read(MeshPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        string? error = ReadSelector(policy.Spec?.NodeSelector, out LabelSelector? selector);
        return new PolicySnapshot
        {
            Name = policy.Metadata.Name,
            Created = MeshNodeReader.CreatedOf(policy.Metadata),
            Priority = policy.Spec?.Priority ?? 0,
            Selector = selector,
            SelectorError = error,
            HeartbeatTimeout = policy.Spec?.Heartbeat?.Timeout,
            StunServers = policy.Spec?.NatTraversal?.StunServers is { } servers ? [.. servers.Select(server => server ?? string.Empty)] : null,
            KeepAliveInterval = policy.Spec?.NatTraversal?.KeepAliveInterval,
            DiscoveryInterval = policy.Spec?.NatTraversal?.DiscoveryInterval,
        };
    }

    private static string? ReadSelector(V1LabelSelector? source, out LabelSelector? selector)
    {
        selector = null;
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach ((string key, string value) in source?.MatchLabels ?? ImmutableDictionary<string, string>.Empty)
        {
            requirements.Add(new LabelRequirement(key, LabelOperator.In, [value]));
        }

        foreach (V1LabelSelectorRequirement expression in source?.MatchExpressions ?? [])
        {
            ImmutableArray<string> values = [.. expression.Values ?? []];
            if (ReadOperator(expression.OperatorProperty) is not { } op)
            {
                return $"operator '{expression.OperatorProperty}' is none of In, NotIn, Exists, DoesNotExist.";
            }

            if (op is LabelOperator.In or LabelOperator.NotIn == values.IsEmpty)
            {
                return $"operator {op} on '{expression.Key}' takes {(values.IsEmpty ? "at least one value" : "no values")}.";
            }

            requirements.Add(new LabelRequirement(expression.Key ?? string.Empty, op, values));
        }

        selector = new LabelSelector(requirements.ToImmutable());
        return null;
    }

    private static LabelOperator? ReadOperator(string? text) => text switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => null,
    };
}
