using System.Globalization;
using System.Net;

namespace MeshGate.Lab.Namespaces;

/// <summary>
/// Hands out addresses of the documentation ranges (RFC 5737, RFC 3849), which no real network uses, in a fixed order. What was
/// handed out once is not handed out again.
/// </summary>
public sealed class AddressPool
{
    private int _machine = 20;
    private int _server = 10;
    private int _gateway = 10;
    private int _lan;
    private int _ipv6 = 0x20;

    /// <summary>The router's address: everybody's way out.</summary>
    public const string Router = "192.0.2.1";

    /// <summary>The router's IPv6 address on each of its links.</summary>
    public const string RouterLinkLocal = "fe80::1";

    /// <summary>Where machines reach the API and the operator.</summary>
    public static readonly IPAddress Control = IPAddress.Parse("192.0.2.10");

    /// <summary>Where machines without IPv4 reach the API.</summary>
    public static readonly IPAddress ControlIPv6 = IPAddress.Parse("2001:db8::10");

    /// <summary>An address for a machine on the internet.</summary>
    public IPAddress NextMachine() => Next("192.0.2", ref _machine, 254);

    /// <summary>An address for a server.</summary>
    public IPAddress NextServer() => Next("198.51.100", ref _server, 99);

    /// <summary>An outside address for a site.</summary>
    public IPAddress NextGateway() => Next("203.0.113", ref _gateway, 254);

    /// <summary>The first three bytes of a private network of 254 addresses (RFC 6598).</summary>
    public string NextLan() => _lan < 250
        ? string.Create(CultureInfo.InvariantCulture, $"100.{64 + (_lan / 64)}.{_lan++ % 64}")
        : throw new LabException("A lab has at most 250 private networks.");

    /// <summary>An IPv6 address on the internet.</summary>
    public IPAddress NextIPv6() => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"2001:db8::{_ipv6++:x}"));

    private static IPAddress Next(string network, ref int next, int last) => next <= last
        ? IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{network}.{next++}"))
        : throw new LabException($"A lab has no more addresses in {network}.0/24.");
}
