using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Probing.PortMapping;

/// <summary>
/// HTTP with a router: connections go to its address and nowhere else whatever a URL says, no redirect is followed, no proxy asked,
/// no cookie kept, and headers, body and time are bounded.
/// </summary>
internal sealed class UpnpHttp : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    internal UpnpHttp(DefaultGateway gateway)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(gateway, context.DnsEndPoint.Port, cancellationToken),
        };
        _http = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = UpnpLimits.MaxDocument };
    }

    /// <summary>Reads a description; null if the router refuses.</summary>
    /// <exception cref="HttpRequestException">It cannot be read, or is too long.</exception>
    internal async Task<byte[]?> GetAsync(Uri location, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(location, cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;
    }

    /// <summary>Calls the router.</summary>
    /// <exception cref="HttpRequestException">The router cannot be reached, or says too much.</exception>
    /// <exception cref="IOException">What it says is no answer.</exception>
    internal async Task<SoapReply> CallAsync(IgdService service, SoapCall call, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(call.Encode(service.Type));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "\"utf-8\"" };
        using var request = new HttpRequestMessage(HttpMethod.Post, service.Control) { Content = content };
        request.Headers.TryAddWithoutValidation("SOAPACTION", call.Header(service.Type));
        using var response = await _http.SendAsync(request, cancellationToken);
        return SoapReply.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), !response.IsSuccessStatusCode)
            ?? throw new IOException($"its answer (HTTP status {(int)response.StatusCode}) is no SOAP");
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(DefaultGateway gateway, int port, CancellationToken cancellationToken)
    {
        var socket = LanSocket.Open(SocketType.Stream, ProtocolType.Tcp, gateway.Interface);
        try
        {
            socket.Bind(new IPEndPoint(gateway.Local, 0));
            await socket.ConnectAsync(new IPEndPoint(gateway.Address, port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
