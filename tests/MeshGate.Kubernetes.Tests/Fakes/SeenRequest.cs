namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>A request as the server saw it.</summary>
internal sealed record SeenRequest(string Method, string Path, string? Authorization, string? ContentType, string? Body)
{
    public bool IsWatch => Path.Contains("watch=true", StringComparison.Ordinal);
}
