namespace MeshGate.Kubernetes.Manifests;

/// <summary>One setting as the documentation shows it.</summary>
/// <param name="Path">Where it stands below <c>spec</c>.</param>
/// <param name="Description">What it does.</param>
/// <param name="Unit">What its value counts or is.</param>
/// <param name="Default">Its default; empty if there is none.</param>
/// <param name="Bounds">Its bounds; empty if there are none.</param>
/// <param name="ReadBy">The programs that act on it; empty if none does yet.</param>
internal sealed record SettingRow(string Path, string Description, string Unit, string Default, string Bounds, string ReadBy);
