namespace MeshGate.Kubernetes.Telemetry;

/// <summary>The state of a work queue.</summary>
/// <param name="Depth">Keys that wait.</param>
/// <param name="Delayed">Keys that are not due yet.</param>
/// <param name="LongestWork">How long the oldest work has been under way; zero when none is.</param>
internal readonly record struct QueueReadings(int Depth, int Delayed, TimeSpan LongestWork);
