namespace MeshGate.Core.Policy;

/// <summary>A setting that is a number.</summary>
/// <param name="Path">Where it stands below <c>spec</c>.</param>
/// <param name="Default">The default.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public sealed record NumberSetting(string Path, double Default, double Min, double Max)
{
    /// <summary>What is said of a value outside the bounds.</summary>
    public string Message => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must be a number from {Min} to {Max}");
}
