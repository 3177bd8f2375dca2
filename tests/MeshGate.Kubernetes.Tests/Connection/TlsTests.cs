using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Tests.Fakes;

namespace MeshGate.Kubernetes.Tests.Connection;

public sealed class TlsTests : IAsyncDisposable
{
    private readonly TlsServer _server = new("api.example", Json.Node("a", "1"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Connection_Stands_WhenAuthorityAndNameAgree()
        => Assert.Equal("a", await GetAsync(new KubernetesConnection
        {
            Server = _server.Address,
            CertificateAuthorities = [_server.Authority],
            TlsServerName = "api.example",
        }));

    [Fact]
    public async Task Connection_IsRefused_WhenTheNameDiffers()
        => await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(new KubernetesConnection
        {
            Server = _server.Address,
            CertificateAuthorities = [_server.Authority],
        }));

    [Fact]
    public async Task Connection_IsRefused_WhenTheAuthorityIsAnother()
    {
        await using var other = new TlsServer("api.example", string.Empty);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(new KubernetesConnection
        {
            Server = _server.Address,
            CertificateAuthorities = [other.Authority],
            TlsServerName = "api.example",
        }));
    }

    [Fact]
    public async Task Connection_IsRefused_WhenOnlyTheSystemsAuthoritiesAreTrusted()
        => await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(new KubernetesConnection { Server = _server.Address, TlsServerName = "api.example" }));

    [Fact]
    public async Task Connection_ShowsTheClientsCertificate_WhenThereIsOne()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=someone", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await GetAsync(new KubernetesConnection { Server = _server.Address, SkipTlsVerification = true, ClientCertificate = certificate });
        Assert.Equal("CN=someone", _server.Client);
    }

    private static async Task<string?> GetAsync(KubernetesConnection connection)
    {
        using var client = new KubernetesHttpClient(connection, TimeProvider.System, new Random(1), new KubernetesClientOptions { MaxRetries = 0 });
        return (await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), TestContext.Current.CancellationToken))?.Metadata.Name;
    }
}
