using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Lab.Api.Listening;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Tests.Api.Listening;

[SupportedOSPlatform("linux")]
public sealed class NamespaceListenerTests : IDisposable
{
    private readonly string _name = $"mgapi-{Environment.ProcessId}";

    [Fact]
    public async Task Server_AnswersInsideTheNamespace_WhileTheProcessStaysOutside()
    {
        Prepare();
        await using ApiHost host = await ApiHost.StartAsync(options => options with { ListenInNamespaces = [new NamespaceEndPoint(_name, IPEndPoint.Parse("192.0.2.1:6443"))] });
        var address = new Uri("https://192.0.2.1:6443/healthz");

        using HttpClient inside = Client(host, new NetworkNamespace(_name));
        Assert.Equal("ok", await inside.GetStringAsync(address, TestContext.Current.CancellationToken));
        using HttpClient outside = Client(host, network: null);
        await Assert.ThrowsAnyAsync<Exception>(() => outside.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("no-such-namespace")]
    [InlineData("../netns/x")]
    [InlineData("")]
    public void Listen_Fails_WhenThereIsNoSuchNamespace(string name) =>
        Assert.Throws<IOException>(() => NamespaceListener.Listen(name, IPEndPoint.Parse("127.0.0.1:0")));

    public void Dispose()
    {
        if (File.Exists($"/run/netns/{_name}"))
        {
            Run(["ip", "netns", "del", _name]);
        }
    }

    private static HttpClient Client(ApiHost host, NetworkNamespace? network)
    {
        var authority = X509Certificate2.CreateFromPem(host.Server.CaCertificatePem);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            ConnectCallback = async (context, cancellationToken) =>
            {
                Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                Socket socket = network?.Run(Create) ?? Create();
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler);
    }

    private static (int ExitCode, string Output) Run(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private void Prepare()
    {
        Requirements.Need(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "network namespaces need root on Linux");
        Requirements.Need(File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip"), "iproute2 is not installed");
        Assert.Equal(0, Run(["ip", "netns", "add", _name]).ExitCode);
        Assert.Equal(0, Run(["ip", "-n", _name, "link", "set", "lo", "up"]).ExitCode);
        Assert.Equal(0, Run(["ip", "-n", _name, "address", "add", "192.0.2.1/32", "dev", "lo"]).ExitCode);
    }
}
