using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>A scenario is wrong. The message reads <c>file:line:column: reason</c>.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>An unexplained error.</summary>
    public ScenarioException()
        : this(new SourcePosition(1, 1), "The scenario is wrong.")
    {
    }

    /// <summary>An error without a place.</summary>
    public ScenarioException(string message)
        : this(new SourcePosition(1, 1), message)
    {
    }

    /// <summary>An error without a place, with its cause.</summary>
    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
        Reason = message;
        Position = new SourcePosition(1, 1);
    }

    /// <summary>An error at a place of a file.</summary>
    public ScenarioException(SourcePosition position, string reason, string file = "scenario", Exception? cause = null)
        : base($"{file}:{position.Line}:{position.Column}: {reason}", cause)
    {
        Position = position;
        Reason = reason;
    }

    /// <summary>Where the error is.</summary>
    public SourcePosition Position { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    internal static ScenarioException At(YamlNode node, string reason) => new(SourcePosition.Of(node), reason);
}
