using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Connection;

/// <summary>
/// What a service account's token (a JSON Web Token, RFC 7519) says of itself. It is read, not verified: only the API server can do that.
/// </summary>
/// <param name="Account">Whose it is.</param>
/// <param name="IssuedAt">When it was made, by the server's clock.</param>
/// <param name="ExpiresAt">When it ends, by the server's clock.</param>
public sealed record ServiceAccountToken(NamespacedName Account, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private const int MaxLength = 16 << 10;

    /// <summary>How long it lives.</summary>
    public TimeSpan Lifetime => ExpiresAt - IssuedAt;

    /// <summary>Reads a token; false where it is none of a service account's, or one that never ends.</summary>
    /// <param name="token">The token; longer ones than 16 KiB are not read.</param>
    /// <param name="read">What it says.</param>
    public static bool TryParse(string? token, [NotNullWhen(true)] out ServiceAccountToken? read)
    {
        read = null;
        if (token is not { Length: > 0 and <= MaxLength } || token.Split('.') is not [_, var payload, _])
        {
            return false;
        }

        try
        {
            using var claims = JsonDocument.Parse(Decode(payload));
            if (claims.RootElement.ValueKind != JsonValueKind.Object
                || !claims.RootElement.TryGetProperty("sub", out var subject)
                || subject.ValueKind != JsonValueKind.String
                || !TryReadTime(claims.RootElement, "iat", out var issuedAt)
                || !TryReadTime(claims.RootElement, "exp", out var expiresAt)
                || expiresAt <= issuedAt
                || subject.GetString()!.Split(':') is not ["system", "serviceaccount", { Length: > 0 } @namespace, { Length: > 0 } name])
            {
                return false;
            }

            read = new ServiceAccountToken(new NamespacedName(@namespace, name), issuedAt, expiresAt);
            return true;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return false;
        }
    }

    private static byte[] Decode(string base64Url)
    {
        var base64 = new StringBuilder(base64Url).Replace('-', '+').Replace('_', '/').Append('=', (4 - (base64Url.Length % 4)) % 4);
        return Convert.FromBase64String(base64.ToString());
    }

    private static bool TryReadTime(JsonElement claims, string name, out DateTimeOffset time)
    {
        time = default;
        if (!claims.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds)
            || seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }
}
