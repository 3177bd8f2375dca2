using System.Net.Http.Headers;
using MeshGate.Lab.Api;
using MeshGate.Lab.Api.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Lab.Tests.Api;

/// <summary>A server with one token for each role, its clock in the test's hand.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private ApiHost(EmbeddedApiServer server, FakeTimeProvider clock)
    {
        Server = server;
        Clock = clock;
        Admin = Client("admin-token");
        Operator = Client("operator-token");
        Daemon = Client("daemon-token");
    }

    public static string Fixtures { get; } = Path.Combine(AppContext.BaseDirectory, "Api", "Fixtures");

    public EmbeddedApiServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public ApiClient Admin { get; }

    public ApiClient Operator { get; }

    /// <summary>The daemon of node <c>a</c>.</summary>
    public ApiClient Daemon { get; }

    public static async Task<ApiHost> StartAsync(Func<EmbeddedApiOptions, EmbeddedApiOptions>? configure = null)
    {
        // Clients check certificates by the real time, so the fake one starts there.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var options = new EmbeddedApiOptions
        {
            DefinitionPaths = [Fixtures],
            Tokens =
            [
                new ApiToken("admin-token", "admin", ApiRole.Admin),
                new ApiToken("operator-token", "system:serviceaccount:meshgate-system:operator", ApiRole.Operator),
                new ApiToken("daemon-token", "system:meshgate:node:a", ApiRole.Daemon, "a"),
            ],
            Clock = clock,
        };
        EmbeddedApiServer server = await EmbeddedApiServer.StartAsync(configure?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        return new ApiHost(server, clock);
    }

    public ApiClient Client(string? token)
    {
        var handler = new SocketsHttpHandler { SslOptions = TrustedClient.Options(Server.CaCertificatePem) };
        var http = new HttpClient(handler) { BaseAddress = Server.Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return new ApiClient(http);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Operator.Dispose();
        Daemon.Dispose();
        await Server.DisposeAsync();
    }
}
