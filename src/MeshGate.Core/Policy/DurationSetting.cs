using MeshGate.Core.Validation;

namespace MeshGate.Core.Policy;

/// <summary>A setting that is a span of time.</summary>
public sealed record DurationSetting
{
    /// <summary>Makes one from duration strings.</summary>
    /// <param name="kind">The custom resource it belongs to.</param>
    /// <param name="path">Where it stands below <c>spec</c>, such as <c>heartbeat.timeout</c>.</param>
    /// <param name="default">The default.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The most.</param>
    public DurationSetting(string kind, string path, string @default, string min, string max)
    {
        Path = path;
        Text = @default;
        Default = Parse(@default);
        Min = Parse(min);
        Max = Parse(max);
        Rule = new SchemaRule(kind, $"spec.{path}", MessageFor(min, max));
    }

    /// <summary>Where it stands below <c>spec</c>.</summary>
    public string Path { get; }

    /// <summary>The default as people read it.</summary>
    public string Text { get; }

    /// <summary>The default.</summary>
    public TimeSpan Default { get; }

    /// <summary>The least.</summary>
    public TimeSpan Min { get; }

    /// <summary>The most.</summary>
    public TimeSpan Max { get; }

    /// <summary>The rule that holds it within its bounds.</summary>
    public SchemaRule Rule { get; }

    /// <summary>What is said of a value outside bounds.</summary>
    public static string MessageFor(string min, string max) => $"must be a duration from {min} to {max}";

    private static TimeSpan Parse(string text)
        => MeshDuration.TryParse(text, out TimeSpan value) ? value : throw new ArgumentException($"'{text}' is no duration.", nameof(text));
}
