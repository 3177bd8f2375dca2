using System.Net.Http.Headers;

namespace MeshGate.Kubernetes.Connection;

/// <summary>Adds the bearer token, and the Host that the server's certificate is to match.</summary>
internal sealed class AuthorizationHandler(KubernetesConnection connection, TimeProvider time, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private readonly BearerTokenSource _tokens = new(connection, time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (connection.Authentication is { } authentication)
        {
            request.Headers.Authorization = await authentication(cancellationToken);
        }
        else if (_tokens.Current() is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (connection.TlsServerName is { } name)
        {
            // SocketsHttpHandler takes SNI and the expected certificate name from the Host header.
            request.Headers.Host = name;
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
