using System.Globalization;

namespace MeshGate.Lab.Traffic;

/// <summary>What became of a TCP transfer.</summary>
public sealed record TransferResult(bool Intact, int Bytes, TimeSpan Duration, string? Failure)
{
    /// <inheritdoc/>
    public override string ToString() => Failure ?? string.Create(
        CultureInfo.InvariantCulture,
        $"{Bytes} bytes in {Duration.TotalMilliseconds:0} ms, {(Intact ? "intact" : "damaged")}");
}
