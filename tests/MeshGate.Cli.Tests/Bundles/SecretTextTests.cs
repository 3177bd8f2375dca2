using MeshGate.Cli.Bundles;

namespace MeshGate.Cli.Tests.Bundles;

public sealed class SecretTextTests
{
    private const string PublicKey = "aPxGwq8zERHQ3Q1cOZFdJ+cvJX5Ka4mLN38AyYKYF10=";
    private const string PrivateKey = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";

    private static readonly SecretText Text = new(new HashSet<string> { PublicKey });

    [Theory]
    [InlineData("password=hunter22", "hunter22")]
    [InlineData("""{"password": "hunter22"}""", "hunter22")]
    [InlineData("--static-auth-secret=hunter22 --realm=x", "hunter22")]
    [InlineData("api_key: hunter22", "hunter22")]
    [InlineData("Authorization: Bearer abcdefgh.ijkl", "abcdefgh")]
    [InlineData("Authorization: Basic dXNlcjpodW50ZXIyMg==", "dXNlcjpodW50")]
    [InlineData("got eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl today", "eyJhbG")]
    [InlineData("joined with abcdef.0123456789abcdef", "0123456789abcdef")]
    [InlineData("https://user:hunter22@registry.example.org/v2", "hunter22")]
    [InlineData("key " + PrivateKey + " is mine", PrivateKey)]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIhunter22\n-----END EC PRIVATE KEY-----", "hunter22")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMHcCAQEEIIhunter22 and the log ends", "hunter22")]
    [InlineData("private_key = " + PublicKey + "x", PublicKey + "x")]
    public void Clean_TakesSecretsOut(string text, string secret)
        => Assert.DoesNotContain(secret, Text.Clean(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("peer " + PublicKey + " is up at 192.0.2.1:51820")]
    [InlineData("automountServiceAccountToken: false")]
    [InlineData("2026-11-29T03:00:00.000Z info: MeshGate.NodeDaemon[12] sessions=3 path=Direct")]
    [InlineData("docker.io/meshgate/noded@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void Clean_LeavesTheRest(string text) => Assert.Equal(text, Text.Clean(text));

    [Theory]
    [InlineData("password", true)]
    [InlineData("presharedKey", true)]
    [InlineData("sealed", true)]
    [InlineData("--static-auth-secret", true)]
    [InlineData("publicKey", false)]
    [InlineData("secretName", false)]
    [InlineData("imagePullSecrets", true)]
    [InlineData("listenPort", false)]
    public void IsSecretName_KnowsThem(string name, bool expected) => Assert.Equal(expected, SecretText.IsSecretName(name));
}
