namespace MeshGate.Operator.Heartbeats;

/// <summary>What is known about a node's heartbeats.</summary>
public enum Liveness
{
    /// <summary>Not watched for a full time-out yet: what was said before stands.</summary>
    Unjudged,

    /// <summary>A heartbeat arrived within the time-out.</summary>
    Online,

    /// <summary>There were heartbeats once, and none within the time-out.</summary>
    Missed,

    /// <summary>There never was a heartbeat.</summary>
    NeverSeen,
}
