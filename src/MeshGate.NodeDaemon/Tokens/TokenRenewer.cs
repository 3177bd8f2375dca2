using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.NodeDaemon.Storage;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Tokens;

/// <summary>
/// Renews the daemon's own token at half of its life, so that a machine outside the cluster needs no second visit. A machine that was off or cut off for
/// longer than the other half is let in again by a new kubeconfig alone.
/// </summary>
public sealed class TokenRenewer(NodeStore store, ITokenIssuer issuer, TimeProvider time, ILogger<TokenRenewer> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Renews until cancelled; where no token is kept there is nothing to do.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // How old a kept token is cannot be told without comparing clocks: it is renewed at every start, and then by this machine's clock alone, which
        // goes on while the machine sleeps.
        DateTimeOffset? dueAt = null;
        while (OwnToken.TryRead(store, out _, out var token))
        {
            if (dueAt is null || time.GetUtcNow() >= dueAt)
            {
                dueAt = await RenewAsync(token, cancellationToken) is { } lifetime ? time.GetUtcNow() + (lifetime / 2) : null;
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task<TimeSpan?> RenewAsync(ServiceAccountToken token, CancellationToken cancellationToken)
    {
        try
        {
            var text = await issuer.RequestTokenAsync(token.Account, token.Lifetime, cancellationToken);
            if (!ServiceAccountToken.TryParse(text, out var renewed) || renewed.Account != token.Account)
            {
                logger.NotRenewed("the server gave a token of somebody else, or one that never ends");
                return null;
            }

            OwnToken.Keep(store, text);
            logger.Renewed(renewed.ExpiresAt);
            return renewed.Lifetime;
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            logger.NotRenewed(error.Message);
            return null;
        }
    }
}
