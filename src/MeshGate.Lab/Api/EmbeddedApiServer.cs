using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Listening;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Storage;
using MeshGate.Lab.Api.Tls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Lab.Api;

/// <summary>
/// A Kubernetes API in this process, over TLS with bearer tokens: what MeshGate and kubectl need of one, for labs and tests. It knows
/// no server-side apply, no admission, no garbage collection and no controllers.
/// </summary>
public sealed class EmbeddedApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ObjectStore _store;
    private readonly ServerCertificates _certificates;
    private readonly ITimer _bookmarks;
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly IReadOnlyList<ApiToken> _tokens;

    private EmbeddedApiServer(
        WebApplication application, ObjectStore store, ServerCertificates certificates, ITimer bookmarks, IReadOnlyList<Socket> sockets, IReadOnlyList<ApiToken> tokens)
    {
        _application = application;
        _store = store;
        _certificates = certificates;
        _bookmarks = bookmarks;
        _sockets = sockets;
        _tokens = tokens;
        IServerAddressesFeature addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Address = addresses.Addresses.Select(address => new Uri(address, UriKind.RelativeOrAbsolute)).First(address => address.IsAbsoluteUri && address.Scheme == "https");
    }

    /// <summary>Where it listens: the first of the addresses in this process's own network namespace.</summary>
    public Uri Address { get; }

    /// <summary>The certificate of the authority that signed the server's, PEM.</summary>
    public string CaCertificatePem => _certificates.AuthorityPem;

    /// <summary>The version of the last write.</summary>
    public long ResourceVersion => _store.ResourceVersion;

    /// <summary>Starts a server.</summary>
    /// <exception cref="ArgumentException">An address is not allowed.</exception>
    /// <exception cref="InvalidDataException">A definition or the data file cannot be read.</exception>
    /// <exception cref="IOException">A file or an address cannot be had.</exception>
    public static async Task<EmbeddedApiServer> StartAsync(EmbeddedApiOptions options, CancellationToken cancellationToken = default)
    {
        if (options.Listen.Count == 0)
        {
            throw new ArgumentException("no address to listen at", nameof(options));
        }

        ListenAddresses.Check(options.Listen);
        ObjectLog? log = options.DataFile is null ? null : ObjectLog.Open(options.DataFile);
        var store = new ObjectStore(options.Clock, options.History, log);
        var sockets = new List<Socket>();
        ServerCertificates? certificates = null;
        try
        {
            ApiServices services = CreateServices(store, options);
            new ClusterBootstrap(services).Run(options.DefinitionPaths);
            IPAddress[] addresses = [.. options.Listen.Concat(options.ListenInNamespaces.Select(item => item.EndPoint)).Select(endPoint => endPoint.Address)];
            certificates = ServerCertificates.Open(options.CertificateDirectory, addresses, options.Clock.GetUtcNow());
            sockets.AddRange(OpenSockets(options.ListenInNamespaces));
            WebApplication application = CreateApplication(options, services, certificates, sockets);
            await application.StartAsync(cancellationToken);
            ITimer bookmarks = options.Clock.CreateTimer(_ => store.Bookmark(), null, options.BookmarkInterval, options.BookmarkInterval);
            return new EmbeddedApiServer(application, store, certificates, bookmarks, sockets, options.Tokens);
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            certificates?.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>Writes a kubeconfig, readable by its owner alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="user">One of the users in <see cref="EmbeddedApiOptions.Tokens"/>.</param>
    /// <param name="server">The address to put in; null for <see cref="Address"/>.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void WriteKubeconfig(string path, string user, Uri? server = null)
    {
        ApiToken token = _tokens.FirstOrDefault(token => token.User == user) ?? throw new ArgumentException($"no token belongs to user {user}", nameof(user));
        Kubeconfig.Write(path, server ?? Address, CaCertificatePem, user, token.Token);
    }

    /// <summary>Forgets the history of changes, so that watches from earlier versions get 410 Gone.</summary>
    /// <param name="expireWatches">Whether open watches get it too, in mid-stream.</param>
    public void Compact(bool expireWatches = false) => _store.Compact(expireWatches);

    /// <summary>Closes every open watch, as a server does when their time is up.</summary>
    public void CloseWatches() => _store.CloseWatches();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _bookmarks.DisposeAsync();
        _store.CloseWatches();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }

        _store.Dispose();
        _certificates.Dispose();
    }

    private static ApiServices CreateServices(ObjectStore store, EmbeddedApiOptions options)
    {
        var catalog = new ResourceCatalog(BuiltinResources.All(options.Clock));
        var writer = new ObjectWriter(store, options.Clock);
        var remover = new ObjectRemover(store, catalog, options.Clock);
        RoleRules? roles = options.RolePaths.Count == 0 ? null : RoleRules.Read(options.RolePaths);
        return new ApiServices(store, catalog, writer, remover, new Authorizer(roles), options.Clock, options.WatchTimeout);
    }

    private static IEnumerable<Socket> OpenSockets(IEnumerable<NamespaceEndPoint> endPoints)
    {
        foreach (NamespaceEndPoint endPoint in endPoints)
        {
            yield return OperatingSystem.IsLinux()
                ? NamespaceListener.Listen(endPoint.Namespace, endPoint.EndPoint)
                : throw new PlatformNotSupportedException("network namespaces need Linux");
        }
    }

    private static WebApplication CreateApplication(EmbeddedApiOptions options, ApiServices services, ServerCertificates certificates, IEnumerable<Socket> sockets)
    {
        ILoggerFactory loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaximumBytes + 1;

            // A client may hold all its watches on one connection.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 2000;
            foreach (IPEndPoint endPoint in options.Listen)
            {
                kestrel.Listen(endPoint, UseTls);
            }

            foreach (Socket socket in sockets)
            {
                kestrel.ListenHandle((ulong)socket.Handle, UseTls);
            }
        });
        WebApplication application = builder.Build();
        var pipeline = new RequestPipeline(services, new TokenAuthenticator(options.Tokens), loggers.CreateLogger<RequestPipeline>());
        application.Run(pipeline.HandleAsync);
        return application;

        void UseTls(ListenOptions listen) => listen.UseHttps(certificates.Server);
    }
}
