namespace MeshGate.Kubernetes.Client;

/// <summary>Gives tokens of service accounts.</summary>
public interface ITokenIssuer
{
    /// <summary>Asks for a token (TokenRequest).</summary>
    /// <param name="account">Whose.</param>
    /// <param name="lifetime">How long it is to live; servers give at least ten minutes and may give less than was asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<string> RequestTokenAsync(NamespacedName account, TimeSpan lifetime, CancellationToken cancellationToken);
}
