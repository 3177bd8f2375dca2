using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Contract.Tests.Faults;

/// <summary>MeshGate's own client and informer against a server, and what the informer told.</summary>
public sealed class InformerProbe : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly Task _run;

    private InformerProbe(KubernetesHttpClient client, string label)
    {
        Client = client;
        Informer = new Informer<MeshNode>(
            client, Resources.MeshNodes, new ListQuery { LabelSelector = $"set={label}" }, TimeProvider.System, NullLogger.Instance, new Random(1));
        Informer.Subscribe(change => _told.Enqueue(change switch
        {
            { Old: null } => $"+{change.New!.Metadata.Name}",
            { New: null } => $"-{change.Old.Metadata.Name}",
            _ => $"~{change.New.Metadata.Name}",
        }));
        _run = Informer.RunAsync(_stop.Token);
    }

    public KubernetesHttpClient Client { get; }

    public Informer<MeshNode> Informer { get; }

    /// <summary>Every change so far: <c>+a</c> appeared, <c>~a</c> changed, <c>-a</c> went.</summary>
    public IReadOnlyCollection<string> Told => _told;

    /// <summary>The names in the cache, in order.</summary>
    public IEnumerable<string> Names => Informer.List().Select(n => n.Metadata.Name).Order(StringComparer.Ordinal);

    /// <summary>A client of the server, for a user; through a proxy where one is given.</summary>
    public static KubernetesHttpClient Connect(
        IContractServer server, ContractUser user, FaultProxy? proxy = null, KubernetesClientOptions? options = null) => new(
        new KubernetesConnection
        {
            Server = proxy?.Address ?? server.Address,
            BearerToken = server.Token(user),
            CertificateAuthorities = [X509Certificate2.CreateFromPem(server.AuthorityPem)],
        },
        TimeProvider.System,
        new Random(1),
        options);

    /// <summary>An informer of the nodes with a label, as the operator.</summary>
    public static async Task<InformerProbe> StartAsync(
        IContractServer server, string label, FaultProxy? proxy = null, KubernetesClientOptions? options = null)
    {
        var probe = new InformerProbe(Connect(server, ContractUser.Operator, proxy, options), label);
        await probe.Informer.Synced.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return probe;
    }

    /// <summary>Waits, at most a minute, until something holds.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits, at most a minute, until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"within a minute not: {what}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the informer has told so many changes.</summary>
    public Task UntilToldAsync(int count) => UntilAsync(() => _told.Count >= count, $"{count} changes, but {string.Join(' ', _told)}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        Client.Dispose();
        _stop.Dispose();
    }
}
