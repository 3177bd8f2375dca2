using System.Collections.Concurrent;
using System.Net;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace MeshGate.Contract.Tests.Faults;

/// <summary>Stands on loopback between a client and a server, and does what networks and overloaded servers do.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _server;
    private readonly ConcurrentQueue<(int Code, int RetryAfter)> _refusals = new();
    private readonly ConcurrentDictionary<WatchTap, bool> _watches = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private volatile TaskCompletionSource _open = Opened();
    private volatile bool _tellsTwice;

    private FaultProxy(IContractServer server)
    {
        var handler = WireClient.Handler(server.AuthorityPem);
        _server = new HttpClient(handler) { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Where clients reach it, without TLS.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The watches that go through it now.</summary>
    public int Watches => _watches.Count;

    /// <summary>Every request so far, as <c>METHOD path?query</c>.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<FaultProxy> StartAsync(IContractServer server)
    {
        var proxy = new FaultProxy(server);
        await proxy._application.StartAsync(TestContext.Current.CancellationToken);
        var addresses = proxy._application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        proxy.Address = new Uri(addresses.Addresses.First());
        return proxy;
    }

    /// <summary>Refuses the next request with 429 or the like and a Retry-After, in seconds.</summary>
    public void RefuseNext(int code, int retryAfter) => _refusals.Enqueue((code, retryAfter));

    /// <summary>From now on nothing is forwarded in either direction, while connections stay open.</summary>
    public void Freeze() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends that.</summary>
    public void Thaw() => _open.TrySetResult();

    /// <summary>From now on every event of a watch is told twice.</summary>
    public void TellTwice() => _tellsTwice = true;

    /// <summary>Ends every watch abruptly.</summary>
    public void CutWatches() => Each(tap => tap.Cut());

    /// <summary>Tells every watch, in mid-stream, that its version expired, and ends it.</summary>
    public void ExpireWatches() => Each(tap => tap.Expire());

    public async ValueTask DisposeAsync()
    {
        Thaw();
        CutWatches();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        _server.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private void Each(Action<WatchTap> action)
    {
        foreach (var tap in _watches.Keys)
        {
            action(tap);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var target = context.Request.Path + context.Request.QueryString.Value;
        _requests.Enqueue($"{context.Request.Method} {target}");
        if (_refusals.TryDequeue(out var refusal))
        {
            context.Response.StatusCode = refusal.Code;
            context.Response.Headers.RetryAfter = refusal.RetryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await context.Response.WriteAsync("""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"TooManyRequests","message":"busy"}""");
            return;
        }

        try
        {
            await _open.Task.WaitAsync(context.RequestAborted);
            using var request = await ForwardedAsync(context, target);
            using var answer = await _server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await _open.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            if (context.Request.Query.ContainsKey("watch"))
            {
                await TapAsync(context, body);
            }
            else
            {
                await body.CopyToAsync(context.Response.Body, context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private async Task TapAsync(HttpContext context, Stream body)
    {
        using var tap = new WatchTap(context.RequestAborted);
        _watches.TryAdd(tap, true);
        try
        {
            await context.Response.Body.FlushAsync(tap.Token);
            using var lines = new StreamReader(body);
            while (await lines.ReadLineAsync(tap.Token) is { } line)
            {
                await _open.Task.WaitAsync(tap.Token);
                await context.Response.WriteAsync(_tellsTwice ? $"{line}\n{line}\n" : $"{line}\n", tap.Token);
                await context.Response.Body.FlushAsync(tap.Token);
            }
        }
        catch (OperationCanceledException) when (tap.IsExpired)
        {
            await context.Response.WriteAsync(
                """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","message":"too old resource version","code":410}}""" + "\n",
                context.RequestAborted);
        }
        finally
        {
            _watches.TryRemove(tap, out _);
        }
    }

    private static async Task<HttpRequestMessage> ForwardedAsync(HttpContext context, string target)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(target, UriKind.Relative)) { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("Authorization", (string?)context.Request.Headers.Authorization);
        request.Headers.TryAddWithoutValidation("Accept", (string?)context.Request.Headers.Accept);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            request.Content = new ByteArrayContent(buffer.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        return request;
    }
}
