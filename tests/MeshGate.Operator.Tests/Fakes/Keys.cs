using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>Public keys as good as any.</summary>
internal static class Keys
{
    public static string Of(string seed) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
}
