using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Probing.Tests.PortMapping;

/// <summary>A router's UPnP on an address of the loopback device: real sockets, and answers as a test wants them.</summary>
internal sealed class FakeIgd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IPAddress _address = new([127, (byte)RandomNumberGenerator.GetInt32(1, 255), (byte)RandomNumberGenerator.GetInt32(1, 255), 9]);
    private readonly Socket _search;
    private readonly Socket _reply;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _searching;
    private TcpListener _listener;
    private Task _serving;

    public FakeIgd()
    {
        _search = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _search.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _search.Bind(new IPEndPoint(SsdpSearch.Group, SsdpSearch.Port));
        _search.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(SsdpSearch.Group, _address));
        _reply = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _reply.Bind(new IPEndPoint(_address, 0));
        _searching = SearchAsync();
        (_listener, _serving) = Listen();
    }

    public DefaultGateway Gateway => new("lo", _address, IPAddress.Parse("127.0.0.10"));

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The value of LOCATION.</summary>
    public Func<string>? Location { get; set; }

    /// <summary>The whole answer to an HTTP request, of which the first line and the body are given.</summary>
    public Func<string, string, string>? Answer { get; set; }

    /// <summary>Action and body of each call, after <c>GET</c> of the description.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public int Mapped { get; private set; }

    public static string Reply(string body, string status = "200 OK", string head = "")
        => $"HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{head}\r\n{body}";

    public static string Fault(int error)
        => Reply($"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><detail><UPnPError><errorCode>{error}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>", "500 Internal Server Error");

    /// <summary>A router that answers well.</summary>
    public string AnswerWell(string line, string body)
    {
        if (line.StartsWith("GET", StringComparison.Ordinal))
        {
            return Reply("<root><device><serviceList><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>/ctl</controlURL></service></serviceList></device></root>");
        }

        if (body.Contains("AddPortMapping", StringComparison.Ordinal))
        {
            Mapped++;
        }

        return Reply("<r><NewExternalIPAddress>203.0.113.10</NewExternalIPAddress></r>");
    }

    /// <summary>As after a restart: the port is another.</summary>
    public async Task MoveAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (_listener, _serving) = Listen();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _search.Dispose();
        _reply.Dispose();
        await Task.WhenAll(_searching, _serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private (TcpListener, Task) Listen()
    {
        var listener = new TcpListener(_address, 0);
        listener.Start();
        return (listener, ServeAsync(listener));
    }

    private async Task SearchAsync()
    {
        var buffer = new byte[2048];
        while (!_stop.IsCancellationRequested)
        {
            var received = await _search.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            var location = Location?.Invoke() ?? $"http://{_address}:{Port}/desc.xml";
            await _reply.SendToAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nLOCATION: {location}\r\n\r\n"), SocketFlags.None, received.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeAsync(TcpListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await ServeAsync(client);
            }
            catch (IOException)
            {
                // The client had enough.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1024, leaveOpen: true);
        var line = await reader.ReadLineAsync(_stop.Token) ?? string.Empty;
        var length = 0;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            length = header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(header[15..], System.Globalization.CultureInfo.InvariantCulture) : length;
        }

        var body = new char[length];
        if (length > 0)
        {
            // Even for nothing it would wait for something.
            await reader.ReadBlockAsync(body, _stop.Token);
        }

        _requests.Enqueue($"{line}\n{new string(body)}");
        var answer = (Answer ?? AnswerWell)(line, new string(body));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
    }
}
