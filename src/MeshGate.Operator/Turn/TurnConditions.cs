using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Turn;

/// <summary>Says on a MeshPolicy whether credentials can be made for its TURN servers.</summary>
public static class TurnConditions
{
    /// <summary>The condition; null for a policy that names no TURN server.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="find">Finds a shared secret by Secret and key.</param>
    public static Condition? For(MeshPolicy policy, Func<string, string, TurnSecretLookup> find)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(find);
        IReadOnlyList<TurnServerReference> servers = policy.Spec?.NatTraversal?.TurnServers ?? [];
        if (servers.Count == 0)
        {
            return null;
        }

        var problems = new List<string>();
        bool isPending = false;
        for (int i = 0; i < Math.Min(servers.Count, PolicySettings.MaxServers); i++)
        {
            string field = $"spec.natTraversal.turnServers[{i}]";
            TurnServerReference? server = servers[i];
            TurnSecretLookup found = find(server?.SecretRef?.Name ?? string.Empty, server?.SecretRef?.Key ?? "secret");
            isPending |= found is { Secret: null, Problem: null };
            if (found.Problem is { } problem)
            {
                problems.Add($"{field}.secretRef{problem}");
            }

            if (server?.CaCertificate is { } pem && !ServerReader.IsCertificate(pem))
            {
                problems.Add($"{field}.caCertificate: that is no certificate in PEM");
            }
        }

        return problems.Count > 0 ? ConditionList.Of(ConditionTypes.TurnReady, false, "Unusable", string.Join("; ", problems))
            : isPending ? ConditionList.Of(ConditionTypes.TurnReady, null, "Pending", "The Secrets are being read")
            : ConditionList.Of(ConditionTypes.TurnReady, true, "CredentialsMade", "Nodes are given credentials for every TURN server");
    }
}
