using System.Globalization;
using System.Text;

namespace MeshGate.Kubernetes.Client;

/// <summary>Builds request paths, relative to the server's address.</summary>
internal static class ResourcePath
{
    public static string Collection(string group, string version, string plural, string? @namespace)
    {
        var root = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
        return @namespace is null ? $"{root}/{plural}" : $"{root}/namespaces/{Segment(@namespace)}/{plural}";
    }

    public static string Object(string group, string version, string plural, NamespacedName name, string? subresource)
    {
        var path = $"{Collection(group, version, plural, name.Namespace)}/{Segment(name.Name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    public static string List(string collection, ListQuery query)
        => new Query(collection)
            .Add("labelSelector", query.LabelSelector)
            .Add("fieldSelector", query.FieldSelector)
            .Add("limit", query.Limit?.ToString(CultureInfo.InvariantCulture))
            .Add("continue", query.Continue)
            .Add("resourceVersion", query.ResourceVersion)
            .ToString();

    public static string Watch(string collection, ListQuery query, int timeoutSeconds)
        => new Query(collection)
            .Add("watch", "true")
            .Add("allowWatchBookmarks", "true")
            .Add("timeoutSeconds", timeoutSeconds.ToString(CultureInfo.InvariantCulture))
            .Add("labelSelector", query.LabelSelector)
            .Add("fieldSelector", query.FieldSelector)
            .Add("resourceVersion", query.ResourceVersion)
            .ToString();

    private static string Segment(string name)
    {
        // Names come from objects that others wrote; "." and ".." would be folded into another path.
        if (name is "" or "." or ".." || name.Length > 253 || name.AsSpan().ContainsAny("/%\\?#"))
        {
            throw new ArgumentException($"\"{name}\" is no object name", nameof(name));
        }

        return Uri.EscapeDataString(name);
    }

    private sealed class Query(string path)
    {
        private readonly StringBuilder _text = new(path);
        private char _separator = '?';

        public Query Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                _text.Append(_separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
                _separator = '&';
            }

            return this;
        }

        public override string ToString() => _text.ToString();
    }
}
