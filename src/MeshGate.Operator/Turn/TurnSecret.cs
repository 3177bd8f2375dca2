using System.Diagnostics;

namespace MeshGate.Operator.Turn;

/// <summary>A TURN server's shared secret. It cannot be printed.</summary>
/// <param name="value">The bytes, without the line's end that a file would have.</param>
/// <param name="version">Which Secret it was read from, and which version of it.</param>
[DebuggerDisplay("(TURN secret)")]
public sealed class TurnSecret(ReadOnlyMemory<byte> value, string version)
{
    /// <summary>The longest secret, in bytes.</summary>
    public const int MaxLength = 1024;

    /// <summary>The bytes, for an HMAC's key.</summary>
    public ReadOnlySpan<byte> Value => value.Span;

    /// <summary>Which Secret it was read from, and which version of it. Not secret.</summary>
    public string Version => version;

    /// <summary>"(TURN secret)".</summary>
    public override string ToString() => "(TURN secret)";
}
