using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Traversal.PortMapping;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Probing.PortMapping;

/// <summary>
/// A small client of UPnP's Internet Gateway Device. The one library at hand (Mono.Nat) opens sockets on all interfaces, fetches
/// whatever URL a reply names and loads replies of any size into XmlDocument, so that any machine on the network could aim it; it
/// neither takes sockets with a mark nor tells one router from another. What is needed is three calls, and those are bounded here.
/// </summary>
public sealed class UpnpClient(TimeProvider time) : IUpnpClient
{
    private const int MaxAttempts = 5;
    private const int LowestPort = 1024;

    private Known? _known;

    /// <inheritdoc/>
    public Task<UpnpOutcome> MapAsync(DefaultGateway gateway, int internalPort, int suggestedPort, TimeSpan lifetime, CancellationToken cancellationToken)
        => AtRouterAsync(
            gateway,
            async (http, service) =>
            {
                var reply = await http.CallAsync(service, SoapCall.GetExternalAddress, cancellationToken);
                return reply.ExternalAddress is not { } address || address.Equals(IPAddress.Any)
                    ? Failed(reply.ErrorCode is { } error ? SoapReply.Describe(error) : "the router names no outside address")
                    : await AddAsync(http, service, gateway, new IPEndPoint(address, suggestedPort), internalPort, lifetime, cancellationToken);
            },
            Failed,
            cancellationToken);

    /// <inheritdoc/>
    public Task<string?> UnmapAsync(DefaultGateway gateway, int externalPort, CancellationToken cancellationToken)
        => AtRouterAsync<string?>(
            gateway,
            async (http, service) => (await http.CallAsync(service, SoapCall.DeleteMapping(externalPort), cancellationToken)).ErrorCode switch
            {
                // What is not there need not be deleted.
                null or SoapReply.NoSuchEntry => null,
                { } error => SoapReply.Describe(error),
            },
            problem => problem,
            cancellationToken);

    /// <summary>Adds the mapping, and gives way where the router wants it otherwise.</summary>
    private static async Task<UpnpOutcome> AddAsync(
        UpnpHttp http, IgdService service, DefaultGateway gateway, IPEndPoint wanted, int internalPort, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var port = wanted.Port;
        var problem = "the router gave no answer";
        for (var i = 0; i < MaxAttempts; i++)
        {
            var reply = await http.CallAsync(
                service, SoapCall.AddMapping(port, gateway.Local, internalPort, (uint)lifetime.TotalSeconds), cancellationToken);
            if (reply.ErrorCode is null)
            {
                return new UpnpOutcome(new IPEndPoint(wanted.Address, port), lifetime, null);
            }

            problem = SoapReply.Describe(reply.ErrorCode.Value);
            switch (reply.ErrorCode)
            {
                case SoapReply.OnlyPermanentLeases when lifetime > TimeSpan.Zero:
                    lifetime = TimeSpan.Zero;
                    break;
                case SoapReply.SamePortRequired when port != internalPort:
                    port = internalPort;
                    break;
                case SoapReply.Conflict or SoapReply.ConflictWithOther:
                    port = RandomNumberGenerator.GetInt32(LowestPort, IPEndPoint.MaxPort + 1);
                    break;
                default:
                    return Failed(problem);
            }
        }

        return Failed(problem);
    }

    /// <summary>Calls the router's service where it was last; a router that restarted has it elsewhere, and is searched for.</summary>
    private async Task<T> AtRouterAsync<T>(
        DefaultGateway gateway, Func<UpnpHttp, IgdService, Task<T>> call, Func<string, T> fail, CancellationToken cancellationToken)
    {
        try
        {
            using var http = new UpnpHttp(gateway);
            if (_known is { } known && known.Gateway == gateway)
            {
                try
                {
                    return await call(http, known.Service);
                }
                catch (Exception error) when (IsFailure(error, cancellationToken))
                {
                    _known = null;
                }
            }

            if (await UpnpSearcher.FindAsync(gateway, time, cancellationToken) is not { } location)
            {
                return fail("the router did not answer the search");
            }

            if (await http.GetAsync(location, cancellationToken) is not { } document
                || !IgdDescription.TryRead(document, location, gateway.Address, out var service))
            {
                return fail("the router's description offers no mapping, or cannot be read");
            }

            _known = new Known(gateway, service);
            return await call(http, service);
        }
        catch (Exception error) when (IsFailure(error, cancellationToken))
        {
            _known = null;
            return fail(Describe(error));
        }
    }

    private static UpnpOutcome Failed(string problem) => new(null, TimeSpan.Zero, problem);

    private static bool IsFailure(Exception error, CancellationToken cancellationToken)
        => error is HttpRequestException or SocketException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string Describe(Exception error) => error switch
    {
        OperationCanceledException => "the router did not answer in time",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the router's answer is too long",
        _ => $"the router cannot be reached: {error.Message}",
    };

    private sealed record Known(DefaultGateway Gateway, IgdService Service);
}
