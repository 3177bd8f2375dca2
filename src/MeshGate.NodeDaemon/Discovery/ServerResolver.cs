using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>Turns configured STUN servers into addresses.</summary>
public sealed class ServerResolver(TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> lookUp) : IDisposable
{
    private const int DefaultPort = 3478;

    private readonly Mailbox<string[]> _requests = new();
    private Dictionary<string, ResolvedServer> _known = [];

    /// <summary>Resolves as the system does.</summary>
    public ServerResolver(TimeProvider time)
        : this(time, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>How long a name may take to resolve.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks for addresses; only the latest request counts.</summary>
    public void Request(IEnumerable<string> servers) => _requests.Post([.. servers.Distinct(StringComparer.Ordinal)]);

    /// <summary>Resolves until cancelled: all names at once, so that one that fails holds up the others for <see cref="Limit"/> at most.</summary>
    public async Task RunAsync(Action<IReadOnlyList<ResolvedServer>> onResolved, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var servers = await _requests.TakeAsync(cancellationToken);
            var resolved = await Task.WhenAll(servers.Select(server => ResolveAsync(server, cancellationToken)));
            _known = resolved.ToDictionary(server => server.Name, StringComparer.Ordinal);
            onResolved(resolved);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    private async Task<ResolvedServer> ResolveAsync(string server, CancellationToken cancellationToken)
    {
        if (!HostEndpoint.TryParse(server, out var endpoint) && !HostEndpoint.TryParse($"{server}:{DefaultPort}", out endpoint))
        {
            return new ResolvedServer(server, [], $"'{server}' is not host:port");
        }

        if (IPAddress.TryParse(endpoint.Host, out var literal))
        {
            return new ResolvedServer(server, [new IPEndPoint(literal, endpoint.Port)], null);
        }

        try
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var addresses = await lookUp(endpoint.Host, either.Token);
            return new ResolvedServer(server, [.. addresses.Select(address => new IPEndPoint(address, endpoint.Port))], null);
        }
        catch (Exception error) when (error is SocketException or ArgumentException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // While the name service is away the last addresses are the best there is.
            var last = _known.TryGetValue(server, out var known) ? known.Addresses : [];
            return new ResolvedServer(server, last, $"'{endpoint.Host}' does not resolve");
        }
    }
}
