namespace MeshGate.Core.Policy;

/// <summary>A setting that is on or off.</summary>
/// <param name="Path">Where it stands below <c>spec</c>.</param>
/// <param name="Default">Whether it is on unless somebody says otherwise.</param>
public sealed record SwitchSetting(string Path, bool Default);
