using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MeshGate.Kubernetes.Connection;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Connection;

public sealed class KubernetesConnectionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void FromKubeconfig_ReadsTheCurrentContext_WhenThereAreSeveral()
    {
        File.WriteAllText(Path.Combine(_directory, "ca.pem"), Certificate(out _));
        var connection = Read("""
            apiVersion: v1
            kind: Config
            current-context: two
            contexts:
            - {name: one, context: {cluster: c1, user: u}}
            - name: two
              context: {cluster: c2, user: u, namespace: x}
            clusters:
            - {name: c1, cluster: {server: "https://192.0.2.1"}}
            - name: c2
              cluster: {server: "https://192.0.2.2:6443/prefix", certificate-authority: ca.pem, tls-server-name: api.example}
            users:
            - {name: u, user: {tokenFile: token}}
            """);
        Assert.Equal("https://192.0.2.2:6443/prefix", connection.ToString());
        Assert.Single(connection.CertificateAuthorities!);
        Assert.Equal("api.example", connection.TlsServerName);
        Assert.Equal(Path.Combine(_directory, "token"), connection.BearerTokenFile);
    }

    [Fact]
    public void FromKubeconfig_ReadsCertificateAndKey_WhenTheyStandInTheFile()
    {
        var certificate = Certificate(out var key);
        var connection = Read(Config("insecure-skip-tls-verify: true", $"{{client-certificate-data: {Base64(certificate)}, client-key-data: {Base64(key)}}}"));
        Assert.True(connection.ClientCertificate!.HasPrivateKey);
        Assert.True(connection.SkipTlsVerification);
    }

    [Fact]
    public void FromKubeconfig_AcceptsAUserWithoutCredentials_AsKubectlWritesIt()
        => Assert.Null(Read(Config("insecure-skip-tls-verify: false", "")).BearerToken);

    [Theory]
    [InlineData("", "is no YAML mapping")]
    [InlineData("- a", "is no YAML mapping")]
    [InlineData("{", "kubeconfig")]
    [InlineData("a: b", "current-context is missing")]
    [InlineData("current-context: x", "contexts is missing")]
    [InlineData("current-context: x\ncontexts: [{name: y}]", "contexts has no entry named \"x\"")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {user: u}}]", "contexts[0].context.cluster is missing")]
    [InlineData("current-context: {}\n", "current-context is no text")]
    public void FromKubeconfig_NamesTheField_WhenTheFileIsWrong(string text, string message)
        => Assert.Contains(message, Assert.Throws<KubernetesConfigurationException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("certificate-authority-data: '!'", "{}", "clusters[0].cluster.certificate-authority-data is no base64")]
    [InlineData("certificate-authority-data: AAAA", "{}", "clusters[0].cluster.certificate-authority-data")]
    [InlineData("certificate-authority: nowhere.pem", "{}", "clusters[0].cluster.certificate-authority ")]
    [InlineData("insecure-skip-tls-verify: maybe", "{}", "clusters[0].cluster.insecure-skip-tls-verify")]
    [InlineData("proxy-url: http://x", "{}", "clusters[0].cluster.proxy-url is not supported")]
    [InlineData("x: y", "{exec: {command: aws}}", "users[0].user.exec is not supported")]
    [InlineData("x: y", "{client-key-data: AAAA}", "users[0].user.client-certificate is missing beside client-key")]
    [InlineData("x: y", "{token: [a]}", "users[0].user.token is no text")]
    public void FromKubeconfig_NamesTheField_WhenItsValueIsWrong(string cluster, string user, string message)
        => Assert.Contains(message, Assert.Throws<KubernetesConfigurationException>(() => Read(Config(cluster, user))).Message, StringComparison.Ordinal);

    [Fact]
    public void FromKubeconfig_NamesTheFile_WhenThereIsNone()
        => Assert.Contains(
            "nowhere", Assert.Throws<KubernetesConfigurationException>(() => KubernetesConnection.FromKubeconfig("/nowhere")).Message, StringComparison.Ordinal);

    [Fact]
    public void InCluster_ReadsTheServiceAccount_WhenItIsMounted()
    {
        File.WriteAllText(Path.Combine(_directory, "ca.crt"), Certificate(out _));
        File.WriteAllText(Path.Combine(_directory, "token"), "t");
        var connection = InClusterReader.Read(n => n == "KUBERNETES_SERVICE_HOST" ? "2001:db8::1" : "443", _directory);
        Assert.Equal("https://[2001:db8::1]/", connection.Server.ToString());
        Assert.Throws<KubernetesConfigurationException>(() => InClusterReader.Read(_ => null, _directory));
        File.Delete(Path.Combine(_directory, "ca.crt"));
        Assert.Throws<KubernetesConfigurationException>(() => InClusterReader.Read(n => n == "KUBERNETES_SERVICE_HOST" ? "h" : "443", _directory));
    }

    [Fact]
    public void Token_IsReadAgainOnceAMinute_WhenItsFileIsRotated()
    {
        var file = Path.Combine(_directory, "token");
        File.WriteAllText(file, "one\n");
        var time = new FakeTimeProvider();
        var source = new BearerTokenSource(new KubernetesConnection { Server = new Uri("https://h"), BearerTokenFile = file }, time);
        Assert.Equal("one", source.Current());
        File.WriteAllText(file, "two");
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("one", source.Current());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", source.Current());
        File.Delete(file);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("two", source.Current());
    }

    private static string Config(string cluster, string user) => $"""
        current-context: x
        contexts: [{"{"}name: x, context: {"{"}cluster: c, user: u{"}"}{"}"}]
        clusters:
        - name: c
          cluster:
            server: https://192.0.2.1:6443
            {cluster}
        users:
        - name: u
          user: {user}
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Certificate(out string key)
    {
        using var keyPair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", keyPair, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        key = keyPair.ExportPkcs8PrivateKeyPem();
        return certificate.ExportCertificatePem();
    }

    private KubernetesConnection Read(string text)
    {
        var file = Path.Combine(_directory, "kubeconfig");
        File.WriteAllText(file, text);
        return KubernetesConnection.FromKubeconfig(file);
    }
}
