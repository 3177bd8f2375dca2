using System.Text;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Tokens;

/// <summary>The token of a machine outside the cluster.</summary>
public sealed class TokenRenewerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("meshgate-token");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Issuer _issuer = new();
    private readonly NodeStore _store;

    public TokenRenewerTests() => _store = new NodeStore(_directory.FullName);

    [Fact]
    public void Adopt_KeepsTheToken_WhereItIsAnAccountsOwn()
    {
        var connection = OwnToken.Adopt(Connection(Token(0, 3600)), _store);

        Assert.Equal(Token(0, 3600), File.ReadAllText(connection.BearerTokenFile!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(connection.BearerTokenFile!));
    }

    [Fact]
    public void Adopt_KeepsTheOneThatLivesLonger()
    {
        OwnToken.Adopt(Connection(Token(5000, 9000)), _store);

        Assert.Equal(Token(5000, 9000), File.ReadAllText(OwnToken.Adopt(Connection(Token(0, 3600)), _store).BearerTokenFile!));
        Assert.Equal(Token(8000, 9999), File.ReadAllText(OwnToken.Adopt(Connection(Token(8000, 9999)), _store).BearerTokenFile!));
        Assert.Equal(Token(0, 3600, "other"), File.ReadAllText(OwnToken.Adopt(Connection(Token(0, 3600, "other")), _store).BearerTokenFile!));
    }

    [Fact]
    public void Adopt_ChangesNothing_WhereTheTokenIsNoAccounts()
    {
        OwnToken.Adopt(Connection(Token(0, 3600)), _store);

        var connection = Connection("secret");
        Assert.Same(connection, OwnToken.Adopt(connection, _store));
        Assert.False(File.Exists(_store.PathOf(OwnToken.FileName)));
    }

    [Fact]
    public async Task RunAsync_RenewsAtTheStartAndAtHalfOfALife()
    {
        OwnToken.Adopt(Connection(Token(0, 3600)), _store);
        using var end = new CancellationTokenSource();
        var running = new TokenRenewer(_store, _issuer, _time, NullLogger<TokenRenewer>.Instance).RunAsync(end.Token);

        Assert.Equal(1, _issuer.Asked);
        Assert.Equal(_issuer.Last, await File.ReadAllTextAsync(_store.PathOf(OwnToken.FileName), TestContext.Current.CancellationToken));
        await PassAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(1, _issuer.Asked);
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, _issuer.Asked);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task RunAsync_TriesAgainEachMinute_WhileItIsRefused()
    {
        OwnToken.Adopt(Connection(Token(0, 3600)), _store);
        _issuer.Problem = new HttpRequestException("nobody is there");
        using var end = new CancellationTokenSource();
        var running = new TokenRenewer(_store, _issuer, _time, NullLogger<TokenRenewer>.Instance).RunAsync(end.Token);

        await PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(4, _issuer.Asked);
        Assert.Equal(Token(0, 3600), await File.ReadAllTextAsync(_store.PathOf(OwnToken.FileName), TestContext.Current.CancellationToken));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static KubernetesConnection Connection(string token) => new() { Server = new Uri("https://192.0.2.1:6443"), BearerToken = token };

    private static string Token(long issuedAt, long expiresAt, string account = "meshgate-noded-laptop")
    {
        var claims = $$"""{"sub":"system:serviceaccount:meshgate-nodes:{{account}}","iat":{{issuedAt}},"exp":{{expiresAt}}}""";
        return $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }

    private sealed class Issuer : ITokenIssuer
    {
        public int Asked { get; private set; }

        public string? Last { get; private set; }

        public Exception? Problem { get; set; }

        public Task<string> RequestTokenAsync(NamespacedName account, TimeSpan lifetime, CancellationToken cancellationToken)
        {
            Asked++;
            if (Problem is not null)
            {
                return Task.FromException<string>(Problem);
            }

            Assert.Equal(TimeSpan.FromHours(1), lifetime);
            Last = Token(Asked * 10_000, (Asked * 10_000) + (long)lifetime.TotalSeconds);
            return Task.FromResult(Last);
        }
    }
}
