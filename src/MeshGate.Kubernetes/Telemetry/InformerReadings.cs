namespace MeshGate.Kubernetes.Telemetry;

/// <summary>The state of an informer.</summary>
/// <param name="Objects">Objects in the cache.</param>
/// <param name="IsSynced">Whether the first list is in the cache.</param>
/// <param name="IsConnected">Whether list and watch work.</param>
/// <param name="Age">Since the server last said anything; before that, since the informer was made.</param>
internal readonly record struct InformerReadings(int Objects, bool IsSynced, bool IsConnected, TimeSpan Age);
