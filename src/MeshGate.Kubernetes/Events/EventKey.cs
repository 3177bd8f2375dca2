namespace MeshGate.Kubernetes.Events;

/// <summary>What makes two Events the same.</summary>
/// <param name="Object">The object's uid, or its kind and name where it has none.</param>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Message">The message.</param>
internal readonly record struct EventKey(string Object, EventType Type, string Reason, string Message);
