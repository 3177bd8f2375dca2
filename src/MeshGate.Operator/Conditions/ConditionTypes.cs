namespace MeshGate.Operator.Conditions;

/// <summary>The conditions that the operator sets.</summary>
public static class ConditionTypes
{
    /// <summary>The node has address and key and applied its assignment; or the policy applies in full.</summary>
    public const string Ready = "Ready";

    /// <summary>Abnormal-true, as kstatus reads it: something is under way.</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>Abnormal-true, as kstatus reads it: somebody must act.</summary>
    public const string Stalled = "Stalled";

    /// <summary>The node's heartbeats arrive.</summary>
    public const string Online = "Online";

    /// <summary>The node has a path to each of its peers.</summary>
    public const string DataPlaneReady = "DataPlaneReady";

    /// <summary>Credentials can be made for every TURN server that the policy names; absent where it names none.</summary>
    public const string TurnReady = "TurnReady";

    /// <summary>The mesh has the form that the policy wants; absent where it gives no topology.</summary>
    public const string TopologyInForce = "TopologyInForce";

    /// <summary>A third node reached the relay ports that the node declares. Relays alone have it.</summary>
    public const string RelayCapable = "RelayCapable";

    /// <summary>Every path that a route writes down can be used.</summary>
    public const string PathsUsable = "PathsUsable";

    /// <summary>A person's wish to move a route to one of its paths is followed; absent where there is none.</summary>
    public const string FailoverOrdered = "FailoverOrdered";

    /// <summary>Other routes lead to a part of a route's networks; on routes to networks alone.</summary>
    public const string Overlapping = "Overlapping";

    /// <summary>It is probed whether the gateways of a route forward; on routes to networks alone.</summary>
    public const string Probed = "Probed";

    /// <summary>Abnormal-true: a policy of the same priority gives the same block to the same node and wins.</summary>
    public const string Conflict = "Conflict";
}
