namespace MeshGate.Lab.Api.Objects;

/// <summary>What becomes of a write that names unknown fields; they are never stored.</summary>
public enum FieldValidation
{
    /// <summary>Nothing is said.</summary>
    Ignore,

    /// <summary>A warning header names them.</summary>
    Warn,

    /// <summary>The write is refused.</summary>
    Strict,
}
