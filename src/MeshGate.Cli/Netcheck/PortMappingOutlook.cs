using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Cli.Netcheck;

/// <summary>Whether the router lends ports, and what that means for peers.</summary>
/// <param name="IsLent">Whether it lent one and took it back.</param>
/// <param name="IsUseful">Whether peers reach this machine through a port that it lends.</param>
/// <param name="Protocol">PCP, NAT-PMP or UPnP; null when nothing was lent.</param>
/// <param name="External">The outside address and port that were lent; null when nothing was.</param>
/// <param name="Reason">What the router did, or why there is no port.</param>
/// <param name="Meaning">What it means for peers.</param>
public sealed record PortMappingOutlook(bool IsLent, bool IsUseful, string? Protocol, string? External, string Reason, string Meaning)
{
    private const string Elsewhere = "The daemon would have such a port lent, but no peer reaches it: the outermost NAT is what counts.";

    /// <summary>Judges what a router did.</summary>
    /// <param name="trial">What it did.</param>
    /// <param name="seen">The addresses at which servers see this machine over IPv4.</param>
    /// <param name="hasNat">Whether a NAT stands in front; null when not known.</param>
    public static PortMappingOutlook Judge(PortMappingTrialResult trial, ImmutableArray<IPAddress> seen, bool? hasNat)
    {
        ArgumentNullException.ThrowIfNull(trial);
        PortMappingReport report = trial.Report;
        IPAddress[] outside = [.. seen.Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        if (report.External is not { } external)
        {
            return new PortMappingOutlook(
                false, false, null, null, report.Reason,
                hasNat == false ? "None is needed: peers reach this machine's own address." : "Peers reach this machine as far as its NAT lets them, see below.");
        }

        bool isElsewhere = report.IsReachable && outside.Length > 0 && !outside.Contains(external.Address);
        string reason = $"{report.Reason}, at {external}, and {(trial.IsReturned ? "has it back" : $"did not confirm that it has it back; it ends by itself within {PortMappingTrial.Lifetime.TotalMinutes:0} minutes")}";
        return new PortMappingOutlook(
            true,
            report.IsReachable && !isElsewhere,
            PortMappingWords.Name(report.Protocol!.Value),
            external.ToString(),
            isElsewhere ? $"{reason}, but servers see this machine at {string.Join(", ", outside.Select(address => address.ToString()))}: another NAT stands before the router" : reason,
            report.IsReachable && !isElsewhere ? "Peers reach this machine directly at a port that the daemon has lent, whatever the NAT does." : Elsewhere);
    }
}
