namespace MeshGate.Cli.Netcheck;

/// <summary>Whether the router lends ports.</summary>
/// <param name="IsOffered">Whether it does; null when it was not asked.</param>
/// <param name="Text">Which protocols it speaks, or why there is none, for a person.</param>
public sealed record PortMappingAnswer(bool? IsOffered, string Text)
{
    /// <summary>Nobody asked.</summary>
    public static PortMappingAnswer NotChecked { get; } = new(null, "not checked");
}
