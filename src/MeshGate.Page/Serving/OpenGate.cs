namespace MeshGate.Page.Serving;

/// <summary>Lets everybody in: for a page on loopback alone, of a mesh that is not anybody's.</summary>
public sealed class OpenGate : IPageGate
{
    /// <inheritdoc/>
    public Task<PageVerdict> AdmitAsync(string? token, CancellationToken cancellationToken) => Task.FromResult(PageVerdict.Admitted);
}
