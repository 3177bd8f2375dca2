using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Page.Serving;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Page;

/// <summary>
/// Lets in whom the cluster knows by their token (TokenReview) and lets get <c>/topology/v1</c> (SubjectAccessReview of a non-resource
/// URL), as Kubernetes' own components guard their metrics. An answer is believed for a short while; questions are few a second, so that
/// nobody can spend the operator's share of the API server by guessing.
/// </summary>
/// <param name="client">The API, which may be asked by one that does not lead too.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the API cannot be asked.</param>
public sealed class ReviewGate(IKubernetesClient client, TimeProvider time, ILogger<ReviewGate> logger) : IPageGate, IDisposable
{
    /// <summary>What one must be allowed to get.</summary>
    public const string Path = "/topology/v1";

    private const int MostRemembered = 1000;
    private static readonly TimeSpan BelievedYes = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BelievedNo = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (PageVerdict Verdict, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly TokenBucketRateLimiter _questions = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 20,
        TokensPerPeriod = 5,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    /// <inheritdoc/>
    public async Task<PageVerdict> AdmitAsync(string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return PageVerdict.Unknown;
        }

        // By its hash, so that no list of valid tokens lies in memory.
        string key = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        if (_known.TryGetValue(key, out (PageVerdict Verdict, DateTimeOffset Until) held) && held.Until > time.GetUtcNow())
        {
            return held.Verdict;
        }

        using RateLimitLease lease = _questions.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            return PageVerdict.TooMany;
        }

        try
        {
            PageVerdict verdict = await AskAsync(token, cancellationToken);
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            _known[key] = (verdict, time.GetUtcNow() + (verdict == PageVerdict.Admitted ? BelievedYes : BelievedNo));
            return verdict;
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or TimeoutException)
        {
            PageGateLog.CannotAsk(logger, e.Message);
            return PageVerdict.Unavailable;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _questions.Dispose();

    private async Task<PageVerdict> AskAsync(string token, CancellationToken cancellationToken)
    {
        V1TokenReview review = await client.CreateAsync(
            Reviews.Tokens, new V1TokenReview { Metadata = new V1ObjectMeta(), Spec = new V1TokenReviewSpec { Token = token } }, cancellationToken);
        if (review.Status is not { Authenticated: true, User: { Username.Length: > 0 } user })
        {
            return PageVerdict.Unknown;
        }

        V1SubjectAccessReview access = await client.CreateAsync(
            Reviews.Access,
            new V1SubjectAccessReview
            {
                Metadata = new V1ObjectMeta(),
                Spec = new V1SubjectAccessReviewSpec
                {
                    User = user.Username,
                    Uid = user.Uid,
                    Groups = user.Groups,
                    Extra = user.Extra,
                    NonResourceAttributes = new V1NonResourceAttributes { Path = Path, Verb = "get" },
                },
            },
            cancellationToken);
        return access.Status is { Allowed: true, Denied: not true } ? PageVerdict.Admitted : PageVerdict.Forbidden;
    }
}
