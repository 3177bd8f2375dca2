using System.Collections.Immutable;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Policy;

/// <summary>Judges the settings of a policy one by one. A bad one is left out and named; the rest stands.</summary>
public static class PolicyParser
{
    /// <summary>How many STUN servers a policy may name.</summary>
    public const int MaxStunServers = 8;

    private static readonly TimeSpan MinHeartbeatTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxHeartbeatTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinKeepAlive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxKeepAlive = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinDiscovery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxDiscovery = TimeSpan.FromHours(1);

    /// <summary>Judges a policy.</summary>
    public static ParsedPolicy Parse(PolicySnapshot policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var errors = new List<string>();
        var parsed = new ParsedPolicy
        {
            Name = policy.Name,
            Selector = policy.Selector,
            HeartbeatTimeout = ParseDuration("heartbeat.timeout", policy.HeartbeatTimeout, MinHeartbeatTimeout, MaxHeartbeatTimeout, errors),
            StunServers = ParseServers(policy.StunServers, errors),
            KeepAliveInterval = ParseDuration("natTraversal.keepAliveInterval", policy.KeepAliveInterval, MinKeepAlive, MaxKeepAlive, errors),
            DiscoveryInterval = ParseDuration("natTraversal.discoveryInterval", policy.DiscoveryInterval, MinDiscovery, MaxDiscovery, errors),
            Reason = PolicyVerdictReason.Accepted,
            Message = "Every setting applies.",
        };

        if (policy.Selector is null)
        {
            return parsed with
            {
                Reason = PolicyVerdictReason.InvalidSelector,
                Message = $"spec.nodeSelector: {policy.SelectorError ?? "cannot be read."} The policy applies to no node.",
            };
        }

        return errors.Count == 0 ? parsed : parsed with
        {
            Reason = PolicyVerdictReason.InvalidSetting,
            Message = string.Join(' ', errors) + " The other settings apply.",
        };
    }

    private static TimeSpan? ParseDuration(string field, string? text, TimeSpan min, TimeSpan max, List<string> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (MeshDuration.TryParse(text, out TimeSpan duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        errors.Add($"spec.{field}: '{Quoted(text)}' is not a duration from {MeshDuration.Format(min)} to {MeshDuration.Format(max)}.");
        return null;
    }

    private static ImmutableArray<string>? ParseServers(ImmutableArray<string>? servers, List<string> errors)
    {
        if (servers is not { IsDefault: false } given)
        {
            return null;
        }

        if (given.Length > MaxStunServers)
        {
            errors.Add($"spec.natTraversal.stunServers: only the first {MaxStunServers} of {given.Length} are used.");
        }

        var good = ImmutableArray.CreateBuilder<string>();
        foreach (string server in given.Take(MaxStunServers))
        {
            if (HostEndpoint.TryParse(server, out HostEndpoint? endpoint))
            {
                good.Add(endpoint.ToString());
            }
            else
            {
                errors.Add($"spec.natTraversal.stunServers: '{Quoted(server)}' is not host:port (IPv6 in brackets, port 1 to 65535).");
            }
        }

        // Where none of the servers is usable the policy has nothing to say, and the next one may.
        return good.Count == 0 && given.Length > 0 ? null : good.ToImmutable();
    }

    private static string Quoted(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
