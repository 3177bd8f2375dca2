namespace MeshGate.Lab.Starts;

/// <summary>One way in which the node daemon was built.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Path">The program.</param>
public sealed record DaemonBuild(string Name, string Path)
{
    /// <summary>Reads <c>NAME=PATH</c>; null where it is not that.</summary>
    public static DaemonBuild? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } path] ? new DaemonBuild(name, System.IO.Path.GetFullPath(path)) : null;
    }
}
