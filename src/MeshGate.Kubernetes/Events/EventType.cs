namespace MeshGate.Kubernetes.Events;

/// <summary>The type of an Event.</summary>
public enum EventType
{
    /// <summary>For information.</summary>
    Normal,

    /// <summary>Something a person should look at.</summary>
    Warning,
}
