namespace MeshGate.Page.Serving;

/// <summary>Says who may look at the mesh.</summary>
public interface IPageGate
{
    /// <summary>Judges one who asks.</summary>
    /// <param name="token">The bearer token that came with the request, not yet believed; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<PageVerdict> AdmitAsync(string? token, CancellationToken cancellationToken);
}
