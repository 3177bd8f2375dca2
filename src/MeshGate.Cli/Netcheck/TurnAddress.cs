using System.Diagnostics.CodeAnalysis;
using MeshGate.Core.Addressing;

namespace MeshGate.Cli.Netcheck;

/// <summary>A TURN server as its URI names it (RFC 7065).</summary>
/// <param name="Endpoint">Host and port.</param>
/// <param name="Transport">The transport; null for UDP and TCP both.</param>
public sealed record TurnAddress(HostEndpoint Endpoint, RelayTransport? Transport)
{
    private const int DefaultPort = 3478;
    private const int DefaultTlsPort = 5349;

    /// <summary>Reads <c>host[:port]</c>, <c>turn:host[:port][?transport=udp|tcp]</c> or <c>turns:host[:port]</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TurnAddress? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        bool isTls = text.StartsWith("turns:", StringComparison.Ordinal);
        string rest = isTls ? text[6..] : text.StartsWith("turn:", StringComparison.Ordinal) ? text[5..] : text;
        string[] parts = rest.Split('?', 2);
        RelayTransport? transport = (isTls, parts.ElementAtOrDefault(1)) switch
        {
            (true, null or "transport=tcp") => RelayTransport.Tls,
            (false, "transport=udp") => RelayTransport.Udp,
            (false, "transport=tcp") => RelayTransport.Tcp,
            _ => null,
        };
        if ((parts.Length == 2 && transport is null)
            || (!HostEndpoint.TryParse(parts[0], out HostEndpoint? endpoint)
                && !HostEndpoint.TryParse($"{parts[0]}:{(isTls ? DefaultTlsPort : DefaultPort)}", out endpoint)))
        {
            return false;
        }

        address = new TurnAddress(endpoint, transport);
        return true;
    }
}
