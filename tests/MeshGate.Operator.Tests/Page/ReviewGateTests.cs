using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Operator.Page;
using MeshGate.Page.Serving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Operator.Tests.Page;

public sealed class ReviewGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReviewingApi _api = new();
    private readonly ReviewGate _gate;

    public ReviewGateTests() => _gate = new ReviewGate(_api, _time, NullLogger<ReviewGate>.Instance);

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData("admin-token", PageVerdict.Admitted)]
    [InlineData("guest-token", PageVerdict.Forbidden)]
    [InlineData("forged", PageVerdict.Unknown)]
    [InlineData(null, PageVerdict.Unknown)]
    [InlineData("", PageVerdict.Unknown)]
    [InlineData("two words", PageVerdict.Unknown)]
    [InlineData("with\nline", PageVerdict.Unknown)]
    public async Task Admit_AsksWhoItIs_AndWhetherTheyMay(string? token, PageVerdict expected)
        => Assert.Equal(expected, await AdmitAsync(token));

    [Fact]
    public async Task Admit_AsksForTheVeryUser_AboutTheNonResourceUrl()
    {
        await AdmitAsync("admin-token");

        V1SubjectAccessReviewSpec asked = _api.LastAccess!.Spec;
        Assert.Equal(("admin", "uid-1", "/topology/v1", "get"), (asked.User, asked.Uid, asked.NonResourceAttributes.Path, asked.NonResourceAttributes.Verb));
        Assert.Equal(["admins"], asked.Groups);
        Assert.Equal("scope", Assert.Single(asked.Extra!).Key);
        Assert.Null(asked.ResourceAttributes);
    }

    [Fact]
    public async Task Admit_BelievesAnAnswerForAWhile_AndARefusalForLess()
    {
        await AdmitAsync("admin-token");
        await AdmitAsync("admin-token");
        Assert.Equal(1, _api.TokenReviews);
        _time.Advance(TimeSpan.FromSeconds(31));
        await AdmitAsync("admin-token");
        Assert.Equal(2, _api.TokenReviews);

        await AdmitAsync("forged");
        _time.Advance(TimeSpan.FromSeconds(6));
        await AdmitAsync("forged");
        Assert.Equal(4, _api.TokenReviews);
    }

    [Fact]
    public async Task Admit_DoesNotLetGuessesReachTheApiWithoutEnd()
    {
        PageVerdict[] verdicts = new PageVerdict[200];
        for (int i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = await AdmitAsync($"guess-{i}");
        }

        Assert.InRange(_api.TokenReviews, 1, 60);
        Assert.Contains(PageVerdict.TooMany, verdicts);
        Assert.DoesNotContain(PageVerdict.Admitted, verdicts);
    }

    [Fact]
    public async Task Admit_KeepsEverybodyOut_WhenTheApiCannotBeAsked()
    {
        _api.IsDown = true;
        Assert.Equal(PageVerdict.Unavailable, await AdmitAsync("admin-token"));
        _api.IsDown = false;
        Assert.Equal(PageVerdict.Admitted, await AdmitAsync("admin-token"));
    }

    private Task<PageVerdict> AdmitAsync(string? token) => _gate.AdmitAsync(token, TestContext.Current.CancellationToken);

    private sealed class ReviewingApi : IKubernetesClient
    {
        public bool IsDown { get; set; }

        public int TokenReviews { get; private set; }

        public V1SubjectAccessReview? LastAccess { get; private set; }

        public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta>
        {
            if (IsDown)
            {
                throw new KubernetesApiException(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "down");
            }

            if (value is V1TokenReview review)
            {
                TokenReviews++;
                string? name = review.Spec.Token switch { "admin-token" => "admin", "guest-token" => "guest", _ => null };
                review.Status = new V1TokenReviewStatus
                {
                    Authenticated = name is not null,
                    User = name is null ? null : new V1UserInfo { Username = name, Uid = "uid-1", Groups = [name + "s"], Extra = new Dictionary<string, IList<string>> { ["scope"] = ["mesh"] } },
                };
            }
            else if (value is V1SubjectAccessReview access)
            {
                LastAccess = access;
                access.Status = new V1SubjectAccessReviewStatus { Allowed = access.Spec.User == "admin" };
            }

            return Task.FromResult(value);
        }

        public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

        public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

        public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

        public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

        public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
            where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();
    }
}
