using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>Turns configured STUN servers into addresses.</summary>
public sealed class ServerResolver(TimeProvider time) : IDisposable
{
    private readonly Mailbox<string[]> _requests = new();

    private const int DefaultPort = 3478;

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
            onResolved(await Task.WhenAll(servers.Select(server => ResolveAsync(server, cancellationToken))));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    private async Task<ResolvedServer> ResolveAsync(string server, CancellationToken cancellationToken)
    {
        if (IPEndPoint.TryParse(server, out var literal))
        {
            return new ResolvedServer(server, [literal.Port == 0 ? new IPEndPoint(literal.Address, DefaultPort) : literal], null);
        }

        var colon = server.LastIndexOf(':');
        var host = colon < 0 ? server : server[..colon];
        var port = DefaultPort;
        if (colon >= 0 && (!int.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
        {
            return new ResolvedServer(server, [], $"'{server}' is not host:port");
        }

        try
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var addresses = await Dns.GetHostAddressesAsync(host, either.Token);
            return new ResolvedServer(server, [.. addresses.Select(address => new IPEndPoint(address, port))], null);
        }
        catch (Exception error) when (error is SocketException or ArgumentException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ResolvedServer(server, [], $"'{host}' does not resolve");
        }
    }
}
