namespace MeshGate.Kubernetes.Telemetry;

/// <summary>What metrics say of a call to the API server.</summary>
/// <param name="Verb">As RBAC names it: get, list, watch, create, patch, delete.</param>
/// <param name="Resource">The plural, with a subresource after a slash.</param>
internal readonly record struct ApiCall(string Verb, string Resource);
