using System.Collections.Immutable;
using k8s.Models;
using MeshGate.Core.Policy;
using MeshGate.Core.Validation;

namespace MeshGate.Operator.Policies;

/// <summary>Reads Kubernetes' label selectors.</summary>
internal static class SelectorReader
{
    private const string Field = "spec.nodeSelector.matchExpressions";

    /// <summary>A selector as the resolver takes it; null, with a finding, where a requirement cannot be read.</summary>
    public static LabelSelector? Read(V1LabelSelector? source, SettingReader reader)
    {
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach ((string key, string value) in source?.MatchLabels ?? ImmutableDictionary<string, string>.Empty)
        {
            requirements.Add(new LabelRequirement(key, LabelOperator.In, [value]));
        }

        IList<V1LabelSelectorRequirement> expressions = source?.MatchExpressions ?? [];
        bool isReadable = true;
        for (int i = 0; i < expressions.Count; i++)
        {
            if (Read(expressions[i], i, out LabelRequirement requirement) is { } finding)
            {
                reader.Add(finding);
                isReadable = false;
            }

            requirements.Add(requirement);
        }

        return isReadable ? new LabelSelector(requirements.ToImmutable()) : null;
    }

    private static Finding? Read(V1LabelSelectorRequirement? expression, int position, out LabelRequirement requirement)
    {
        ImmutableArray<string> values = [.. expression?.Values ?? []];
        LabelOperator? op = ReadOperator(expression?.OperatorProperty);
        requirement = new LabelRequirement(expression?.Key ?? string.Empty, op ?? LabelOperator.DoesNotExist, values);
        if (op is null)
        {
            return new Finding($"{Field}[{position}].operator", "must be In, NotIn, Exists or DoesNotExist") { Value = expression?.OperatorProperty ?? string.Empty };
        }

        return op is LabelOperator.In or LabelOperator.NotIn == values.IsEmpty ? PolicyRules.SelectorValuesRule.Broken($"{Field}[{position}]") : null;
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
