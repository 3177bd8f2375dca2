using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using MeshGate.Lab.Api.Listening;

namespace MeshGate.Lab.Tests.Api.Listening;

[SupportedOSPlatform("linux")]
public sealed class NetworkNamespaceTests : IDisposable
{
    private readonly string _name = $"mgapi-{Environment.ProcessId}";

    [Fact]
    public async Task Server_AnswersInsideTheNamespace_WhileTheProcessStaysOutside()
    {
        Prepare();
        await using ApiHost host = await ApiHost.StartAsync(options => options with { ListenInNamespaces = [new NamespaceEndPoint(_name, IPEndPoint.Parse("192.0.2.1:6443"))] });
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("ca"), host.Server.CaCertificatePem, TestContext.Current.CancellationToken);
        string[] question = ["curl", "-sS", "--max-time", "10", "--cacert", directory.File("ca"), "https://192.0.2.1:6443/healthz"];

        Assert.Equal("ok", Run(["ip", "netns", "exec", _name, .. question]).Output);
        Assert.NotEqual(0, Run(["curl", "-sS", "--max-time", "2", "--cacert", directory.File("ca"), "https://192.0.2.1:6443/healthz"]).ExitCode);
    }

    [Theory]
    [InlineData("no-such-namespace")]
    [InlineData("../netns/x")]
    [InlineData("")]
    public void Listen_Fails_WhenThereIsNoSuchNamespace(string name) =>
        Assert.Throws<IOException>(() => NetworkNamespace.Listen(name, IPEndPoint.Parse("127.0.0.1:0")));

    public void Dispose()
    {
        if (File.Exists($"/run/netns/{_name}"))
        {
            Run(["ip", "netns", "del", _name]);
        }
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
        Requirements.Need(File.Exists("/usr/bin/curl") && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip")), "curl and iproute2 are not installed");
        Assert.Equal(0, Run(["ip", "netns", "add", _name]).ExitCode);
        Assert.Equal(0, Run(["ip", "-n", _name, "link", "set", "lo", "up"]).ExitCode);
        Assert.Equal(0, Run(["ip", "-n", _name, "address", "add", "192.0.2.1/32", "dev", "lo"]).ExitCode);
    }
}
