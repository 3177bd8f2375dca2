using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Page.Serving;

/// <summary>
/// Serves the topology page and keeps its picture current. Where the port is taken it says so and the process works without: looking at
/// the mesh must not keep it from working.
/// </summary>
public sealed class PageServer : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 256;
    private const int MostHeaderBytes = 32 * 1024;

    private readonly PageOptions _options;
    private readonly IMeshSource _source;
    private readonly PictureFeed _feed;
    private readonly IPageGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger<PageServer> _logger;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _application;
    private Task _feeding = Task.CompletedTask;

    /// <summary>Makes the server.</summary>
    /// <param name="options">How it serves.</param>
    /// <param name="source">The mesh.</param>
    /// <param name="gate">Who may look.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told where the page is, or why not.</param>
    public PageServer(PageOptions options, IMeshSource source, IPageGate gate, TimeProvider time, ILogger<PageServer> logger)
    {
        (_options, _source, _gate, _time, _logger) = (options, source, gate, time, logger);
        _feed = new PictureFeed(source, time);
    }

    /// <summary>Where the page is; null while it is not served.</summary>
    public Uri? Address { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WebApplication application = Build();
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            await application.DisposeAsync();
            PageLog.NotServing(_logger, _options.Endpoint.ToString(), e.Message);
            return;
        }

        _application = application;
        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri($"{bound}/topology/");
        _feeding = _feed.RunAsync(_stop.Token);
        PageLog.Serving(_logger, Address);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // The feed first: it ends the streams, which would otherwise keep the server until its patience is over.
        await _stop.CancelAsync();
        await _feeding.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_application is { } application)
        {
            await application.StopAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_application is { } application)
        {
            _application = null;
            await application.DisposeAsync();
        }

        _stop.Dispose();
    }

    private WebApplication Build()
    {
        // An empty builder: no file and no variable of the environment has a say.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limit);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        WebApplication application = builder.Build();
        var handler = new PageHandler(_options, _source, _feed, _gate, _time);
        application.Run(handler.AnswerAsync);
        return application;
    }

    private void Limit(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxConcurrentConnections = MostConnections;
        server.Limits.MaxRequestBodySize = 0;
        server.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Listen(_options.Endpoint);
    }
}
