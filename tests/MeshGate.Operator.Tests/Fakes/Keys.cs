using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Sealing;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>Public keys as good as any.</summary>
internal static class Keys
{
    public static string Of(string seed) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    /// <summary>A key whose private half is known.</summary>
    public static (string PublicKey, SealedBox.Agreement Agree) Pair()
    {
        byte[] scalar = RandomNumberGenerator.GetBytes(PublicKey.Length);
        byte[] point = new byte[PublicKey.Length];
        X25519.ScalarMultBase(scalar, 0, point, 0);
        return (Convert.ToBase64String(point), (peer, secret) =>
        {
            byte[] other = new byte[PublicKey.Length];
            peer.CopyTo(other);
            return X25519.CalculateAgreement(scalar, other, secret);
        });
    }
}
