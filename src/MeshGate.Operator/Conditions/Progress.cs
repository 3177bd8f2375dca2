namespace MeshGate.Operator.Conditions;

/// <summary>How an object fares, as kstatus tells it.</summary>
public enum Progress
{
    /// <summary>It is as wanted: Current.</summary>
    Ready,

    /// <summary>It is not, and need only be waited for: InProgress.</summary>
    UnderWay,

    /// <summary>It is not, and somebody must act: Failed.</summary>
    Refused,
}
