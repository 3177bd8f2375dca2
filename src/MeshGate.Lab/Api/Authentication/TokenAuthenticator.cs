using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Lab.Api.Authentication;

/// <summary>Knows users by their bearer tokens. Tokens are kept and compared as digests, so that time tells nothing of them.</summary>
/// <param name="tokens">The tokens.</param>
public sealed class TokenAuthenticator(IEnumerable<ApiToken> tokens)
{
    private const string Scheme = "Bearer ";

    private readonly FrozenDictionary<string, ApiToken> _users = tokens.ToFrozenDictionary(token => Digest(token.Token));

    /// <summary>Whose token an Authorization header bears; null if nobody's.</summary>
    public ApiToken? Authenticate(string? header) =>
        header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            ? _users.GetValueOrDefault(Digest(header[Scheme.Length..].Trim()))
            : null;

    private static string Digest(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
