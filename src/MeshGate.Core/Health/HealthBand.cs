namespace MeshGate.Core.Health;

/// <summary>A health score in a word.</summary>
public enum HealthBand
{
    /// <summary>0.8 and more.</summary>
    Good,

    /// <summary>0.5 to below 0.8.</summary>
    Fair,

    /// <summary>Below 0.5.</summary>
    Poor,
}
