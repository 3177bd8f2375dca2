namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>JSON as an API server writes it.</summary>
internal static class Json
{
    public static string Node(string name, string version, string? uid = null) =>
        $$$"""{"apiVersion":"meshgate.io/v1alpha1","kind":"MeshNode","metadata":{"name":"{{{name}}}","uid":"{{{uid ?? "uid-" + name}}}","resourceVersion":"{{{version}}}","managedFields":[{"manager":"x","fieldsV1":{"f:spec":{} } }]},"spec":{"listenPort":51820}}""";

    public static string List(string version, string? next, params string[] items) =>
        $$"""{"kind":"MeshNodeList","apiVersion":"meshgate.io/v1alpha1","metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    public static string Status(int code, string reason, string message) =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""";
}
