namespace MeshGate.Tests.BadObjects;

/// <summary>Who remarks on a bad object.</summary>
internal enum Remark
{
    /// <summary>Every API server, by the schema.</summary>
    Schema,

    /// <summary>An API server that evaluates rules; the operator where there is none.</summary>
    Rule,

    /// <summary>The operator alone.</summary>
    Verdict,
}
