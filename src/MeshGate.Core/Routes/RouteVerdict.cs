using System.Collections.Immutable;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>The judgement of one route.</summary>
/// <param name="Name">The route.</param>
/// <param name="Reason">What is to be said.</param>
/// <param name="Findings">What is wrong, each naming its field; empty if nothing is.</param>
public sealed record RouteVerdict(string Name, RouteVerdictReason Reason, ImmutableArray<Finding> Findings)
{
    /// <summary>Whether the route can be followed.</summary>
    public bool IsAccepted => Reason == RouteVerdictReason.Accepted;

    /// <summary>Whether somebody must act: waiting does not help.</summary>
    public bool IsRefusal => Reason is not (RouteVerdictReason.Accepted or RouteVerdictReason.NodeNotFound);

    /// <summary>The same for a person.</summary>
    public string Message => IsAccepted ? "The route can be followed." : Finding.Join(Findings);
}
