namespace MeshGate.Lab.Api.Requests;

/// <summary>A path below <c>/api/VERSION</c> or <c>/apis/GROUP/VERSION</c> that names objects.</summary>
/// <param name="Group">The API group, empty for the core group.</param>
/// <param name="Version">The version.</param>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="Plural">The resource.</param>
/// <param name="Name">The object, or null for all.</param>
/// <param name="Subresource">Such as <c>status</c>, or null.</param>
public sealed record RequestPath(string Group, string Version, string? Namespace, string Plural, string? Name, string? Subresource)
{
    /// <summary>Reads a path; null if it names no objects.</summary>
    public static RequestPath? Parse(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] => Parse(string.Empty, version, rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static RequestPath? Parse(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var name, ("status" or "finalize") and var subresource] when group.Length == 0 => new(group, version, null, "namespaces", name, subresource),
        ["namespaces", var space, var plural] => new(group, version, space, plural, null, null),
        ["namespaces", var space, var plural, var name] => new(group, version, space, plural, name, null),
        ["namespaces", var space, var plural, var name, var subresource] => new(group, version, space, plural, name, subresource),
        [var plural] => new(group, version, null, plural, null, null),
        [var plural, var name] => new(group, version, null, plural, name, null),
        [var plural, var name, var subresource] => new(group, version, null, plural, name, subresource),
        _ => null,
    };
}
