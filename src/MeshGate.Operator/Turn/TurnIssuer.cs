using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Sealing;

namespace MeshGate.Operator.Turn;

/// <summary>
/// Makes a node's TURN credentials as coturn's <c>use-auth-secret</c> wants them: the username is <c>expiry:node</c>, the password the
/// base64 of HMAC-SHA1(secret, username). What stands is kept until half of its life is over, or until server, secret or key change,
/// so that equal input writes nothing.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "coturn prescribes HMAC-SHA1; SHA-1's collisions do not break its HMAC.")]
public static class TurnIssuer
{
    /// <summary>How long credentials live.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Nodes that joined together are not renewed together.
    private static readonly TimeSpan Spread = TimeSpan.FromHours(1);

    /// <summary>The servers for a node, in the policy's order; those without a secret are left out, and all of them without a key.</summary>
    /// <param name="node">The MeshNode's name.</param>
    /// <param name="publicKey">Its WireGuard key, in base64.</param>
    /// <param name="servers">What its policy names.</param>
    /// <param name="find">Finds a shared secret by Secret and key. While one was not read yet, what stands is kept.</param>
    /// <param name="standing">What stands in its assignment.</param>
    /// <param name="now">The time of day.</param>
    /// <returns>Null where there is none.</returns>
    public static IReadOnlyList<TurnServerAssignment>? Issue(
        string node,
        string? publicKey,
        ImmutableArray<TurnServer> servers,
        Func<string, string, TurnSecretLookup> find,
        IReadOnlyList<TurnServerAssignment>? standing,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(find);
        if (servers.IsDefaultOrEmpty || !PublicKey.TryParse(publicKey, out PublicKey key))
        {
            return null;
        }

        var issued = new List<TurnServerAssignment>();
        foreach (TurnServer server in servers)
        {
            TurnServerAssignment? old = standing?.FirstOrDefault(known => IsOf(known, server));
            TurnSecretLookup lookup = find(server.SecretName, server.SecretKey);
            TurnServerAssignment? wanted = lookup.Secret is { } secret ? Renew(node, key, server, secret, old, now)
                : lookup.Problem is null && LeftOf(old, now) > TimeSpan.Zero ? old
                : null;
            if (wanted is not null)
            {
                issued.Add(wanted);
            }
        }

        return issued.Count > 0 ? issued : null;
    }

    /// <summary>The password that coturn expects for a username.</summary>
    public static string PasswordOf(TurnSecret secret, string username)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Convert.ToBase64String(HMACSHA1.HashData(secret.Value, Encoding.UTF8.GetBytes(username)));
    }

    private static TurnServerAssignment? Renew(string node, PublicKey key, TurnServer server, TurnSecret secret, TurnServerAssignment? old, DateTimeOffset now)
    {
        string source = SourceOf(secret, key);
        return old?.Source == source && LeftOf(old, now) is var left && left > (Lifetime / 2) - SpreadOf(node) && left <= Lifetime
            ? old
            : Mint(node, key, server, secret, source, now);
    }

    private static TurnServerAssignment? Mint(string node, PublicKey key, TurnServer server, TurnSecret secret, string source, DateTimeOffset now)
    {
        long expiry = (now + Lifetime).ToUnixTimeSeconds();
        string username = string.Create(CultureInfo.InvariantCulture, $"{expiry}:{node}");
        return TurnCredentialBox.Seal(username, PasswordOf(secret, username), key) is { } box
            ? new TurnServerAssignment
            {
                Address = server.Address,
                Transport = server.Transport,
                CaCertificate = server.CaCertificate,
                ServerName = server.ServerName,
                Sealed = box,
                ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(expiry).UtcDateTime,
                Source = source,
            }
            : null;
    }

    private static bool IsOf(TurnServerAssignment? old, TurnServer server)
        => old is not null && old.Address == server.Address && (old.Transport ?? TurnTransport.Udp) == server.Transport
            && old.CaCertificate == server.CaCertificate && old.ServerName == server.ServerName;

    private static TimeSpan LeftOf(TurnServerAssignment? old, DateTimeOffset now)
        => old?.ExpiresAt is { } expiry ? new DateTimeOffset(expiry.ToUniversalTime(), TimeSpan.Zero) - now : TimeSpan.Zero;

    private static TimeSpan SpreadOf(string node)
        => Spread * (BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(node))) / 65536.0);

    private static string SourceOf(TurnSecret secret, PublicKey key)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{secret.Version}\n{key}")).AsSpan(0, 8));
}
