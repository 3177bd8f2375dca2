namespace MeshGate.Core.Gateways;

/// <summary>Why a client took another gateway.</summary>
public enum GatewayCause
{
    /// <summary>It is the first one.</summary>
    Started,

    /// <summary>The session with the one before stopped.</summary>
    Silent,

    /// <summary>Probes through the one before were not answered.</summary>
    NotForwarding,

    /// <summary>One that ranks higher can be used, and nothing was on its way.</summary>
    Returned,

    /// <summary>The one before is none of the route's any more.</summary>
    Removed,
}
