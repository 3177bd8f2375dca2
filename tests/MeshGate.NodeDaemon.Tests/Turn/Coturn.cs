using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Tests.Turn;

/// <summary>A real coturn on 127.0.0.1 that makes credentials of a shared secret.</summary>
internal sealed class Coturn : IAsyncDisposable
{
    private const string Secret = "a shared secret of the tests";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-coturn-").FullName;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private Coturn(int port, int tlsPort, string ca) => (Port, TlsPort, Authority) = (port, tlsPort, ca);

    public int Port { get; }

    public int TlsPort { get; }

    /// <summary>The authority of its certificate, in PEM.</summary>
    public string Authority { get; }

    public int ProcessId => _process!.Id;

    public static async Task<Coturn> StartAsync(params string[] settings)
    {
        Require();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = MakeAuthority(authorityKey);
        var made = new Coturn(FreePort(), FreePort(), authority.ExportCertificatePem());
        made.WriteCertificate(authority, authorityKey);
        await File.WriteAllLinesAsync(Path.Combine(made._directory, "conf"),
        [
            "listening-ip=127.0.0.1", "relay-ip=127.0.0.1", $"listening-port={made.Port}", $"tls-listening-port={made.TlsPort}", "no-dtls", "no-cli",
            "use-auth-secret", $"static-auth-secret={Secret}", "realm=mesh.test", "log-file=stdout", "simple-log", "allow-loopback-peers",
            $"cert={made._directory}/cert.pem", $"pkey={made._directory}/key.pem", $"pidfile={made._directory}/pid", $"userdb={made._directory}/db",
            "relay-threads=1",
            .. settings,
        ]);
        await made.RunAsync();
        return made;
    }

    public static TurnCredentials Credentials(string secret = Secret)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}:node-a");
        var password = Convert.ToBase64String(Hash(secret, username));
        return TurnCredentials.TryCreate(username, password, out var credentials) ? credentials : throw new InvalidOperationException();
    }

    public TurnServerOrder Order(TurnTransport transport = TurnTransport.Udp, string secret = Secret, string? authority = null, string? serverName = null)
        => new($"127.0.0.1:{(transport == TurnTransport.Tls ? TlsPort : Port)}", transport, transport == TurnTransport.Tls ? authority ?? Authority : null, serverName, Credentials(secret));

    /// <summary>Starts it (again), and waits until it listens.</summary>
    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo("turnserver", ["-c", Path.Combine(_directory, "conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var started = Stopwatch.GetTimestamp();
        while (!await ListensAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                Assert.Fail($"turnserver did not start: {_output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "coturn prescribes HMAC-SHA1.")]
    private static byte[] Hash(string secret, string username) => HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username));

    private static void Require()
    {
        Privileges.Require();
        if (!File.Exists("/usr/bin/turnserver"))
        {
            const string Reason = "coturn is not installed";
            Assert.False(Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1", Reason);
            Assert.Skip(Reason);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static X509Certificate2 MakeAuthority(ECDsa key)
    {
        var request = new CertificateRequest("CN=authority of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private void WriteCertificate(X509Certificate2 authority, ECDsa authorityKey)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=turn.mesh.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("turn.mesh.test");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), now.AddDays(-1), now.AddHours(20), [1, 2, 3, 4]);
        File.WriteAllText(Path.Combine(_directory, "cert.pem"), made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, TlsPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
