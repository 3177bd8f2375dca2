namespace MeshGate.Core.Gateways;

/// <summary>How one client follows the gateways of a route.</summary>
public sealed record GatewaySettings
{
    /// <summary>Probes in a row that must fail before a gateway counts as not forwarding.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>The time after which a gateway that did not forward is tried again.</summary>
    public TimeSpan TrialInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may have been sent before the client is moved for another reason than a failure.</summary>
    public TimeSpan Idle { get; init; } = GatewayTimers.Idle;

    /// <summary>Whether the client returns by itself to a gateway that ranks higher.</summary>
    public bool Return { get; init; } = true;
}
