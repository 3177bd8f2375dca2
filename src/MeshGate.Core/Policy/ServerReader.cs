using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Policy;

/// <summary>Reads lists of servers. A bad one is left out and named; the rest stands.</summary>
public static class ServerReader
{
    private const string NoEndpoint = "must be host:port (IPv6 in brackets, port 1 to 65535)";

    /// <summary>Reads STUN servers.</summary>
    public static ImmutableArray<string> ReadStun(IReadOnlyList<string?>? servers, SettingReader reader)
        => [.. Read("spec.natTraversal.stunServers", servers ?? [], text => (text, string.Empty), reader).Select(found => found.Endpoint)];

    /// <summary>Reads TURN servers.</summary>
    public static ImmutableArray<TurnServer> ReadTurn(IReadOnlyList<TurnServer>? servers, SettingReader reader)
        => [.. Read("spec.natTraversal.turnServers", servers ?? [], server => (server.Address, ".address"), reader).Select(found => found.Item with { Address = found.Endpoint })];

    /// <summary>Whether a text holds certificates in PEM, and nothing that cannot be read.</summary>
    public static bool IsCertificate(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static List<(T Item, string Endpoint)> Read<T>(string field, IReadOnlyList<T> servers, Func<T, (string? Address, string Member)> address, SettingReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (servers.Count > PolicySettings.MaxServers)
        {
            reader.Add(new Finding(field, $"only the first {PolicySettings.MaxServers} of {servers.Count} are used"));
        }

        var good = new List<(T, string)>();
        for (int i = 0; i < Math.Min(servers.Count, PolicySettings.MaxServers); i++)
        {
            (string? text, string member) = address(servers[i]);
            if (HostEndpoint.TryParse(text, out HostEndpoint? endpoint))
            {
                good.Add((servers[i], endpoint.ToString()));
            }
            else
            {
                reader.Add(new Finding($"{field}[{i}]{member}", NoEndpoint) { Value = text ?? string.Empty });
            }
        }

        return good;
    }
}
