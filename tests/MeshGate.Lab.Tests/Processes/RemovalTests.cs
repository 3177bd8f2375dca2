using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Processes;

/// <summary>However a lab ends, nothing of it is left.</summary>
public sealed partial class RemovalTests
{
    private const string Yaml = """
        sites: { home: { nat: port-restricted } }
        servers: { stun: { kind: stun } }
        machines: { a: , b: { site: home } }
        steps:
          - wait: 10m
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(15)]
    public async Task Lab_LeavesNothing_WhenASignalEndsIt(int signal)
    {
        LabProgram.Require();
        using var lab = LabProgram.Start("run", LabProgram.WriteScenario(Yaml));
        var id = await StartedAsync(lab);
        Assert.NotEmpty(Traces(id));

        Assert.Equal(0, NativeMethods.Kill(lab.Id, signal));
        await lab.WaitForExitAsync(TestContext.Current.CancellationToken);
        await GoneAsync(id);
        Assert.Equal(signal == 9 ? 137 : 130, lab.ExitCode);
        await UntilAsync(() => Diagnostics(lab).Length == 0);
        Assert.Empty(Diagnostics(lab));
    }

    [Fact]
    public async Task Lab_LeavesNothing_WhenASignalEndsItEarly()
    {
        LabProgram.Require();
        using var lab = LabProgram.Start("demo");
        var id = await IdAsync(lab);
        Assert.Equal(0, NativeMethods.Kill(lab.Id, 2));
        await lab.WaitForExitAsync(TestContext.Current.CancellationToken);
        await GoneAsync(id);
        Assert.Equal(130, lab.ExitCode);
    }

    [Fact]
    public async Task Lab_LeavesNothing_WhenItCannotBeBuilt()
    {
        LabProgram.Require();
        var (exit, text) = await LabProgram.RunAsync("run", LabProgram.WriteScenario("""
            machines: { a: }
            resources:
              - { apiVersion: v1, kind: Nonsense, metadata: { name: x } }
            """));
        Assert.Equal(1, exit);
        Assert.Contains("Nonsense", text, StringComparison.Ordinal);
        await GoneAsync(IdIn(text));
    }

    [Fact]
    public async Task Lab_StaysUntilDown_WhenItWasBroughtUp()
    {
        LabProgram.Require();
        var (exit, text) = await LabProgram.RunAsync("up", LabProgram.WriteScenario(Yaml));
        Assert.True(exit == 0, text);
        var id = IdIn(text);
        try
        {
            Assert.Contains($"/run/meshgate-lab/{id}/admin.kubeconfig", text, StringComparison.Ordinal);
            var (_, status) = await LabProgram.RunAsync("status");
            Assert.Contains($"lab {id}", status, StringComparison.Ordinal);
            Assert.Equal(7, LabDirectory.Open(id).LivingProcesses().Count);
        }
        finally
        {
            var (down, _) = await LabProgram.RunAsync("down", "--id", id);
            Assert.Equal(0, down);
        }

        await GoneAsync(id);
    }

    [Fact]
    public async Task Removal_DoesNothing_WhenCalledTwice()
    {
        LabEnvironment.Require("ip");
        var directory = LabDirectory.Create();
        await LabRemoval.RemoveAsync(directory);
        await LabRemoval.RemoveAsync(directory);
        Assert.False(Directory.Exists(directory.Path));
    }

    // Until the lab has started its daemons.
    private static async Task<string> StartedAsync(Process lab)
    {
        var id = await IdAsync(lab);
        await UntilAsync(() => lab.HasExited || LabDirectory.Open(id).LivingProcesses().Count >= 7);
        Assert.False(lab.HasExited, "the lab ended early");
        return id;
    }

    private static async Task<string> IdAsync(Process lab)
    {
        var token = TestContext.Current.CancellationToken;
        while (await lab.StandardOutput.ReadLineAsync(token) is { } line)
        {
            if (Id().Match(line) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException("The lab ended without telling its id.");
    }

    private static string IdIn(string text) => Id().Match(text).Groups[1].Value;

    private static async Task GoneAsync(string id)
    {
        await UntilAsync(() => Traces(id).Count == 0);
        Assert.Empty(Traces(id));
    }

    // Everything by which a lab could be noticed.
    private static List<string> Traces(string id) =>
    [
        .. Existing("/run/netns", $"mg{id}-*"),
        .. Existing("/var/run/wireguard", $"mg{id}n*"),
        .. Existing(LabDirectory.Root, id),
        .. Existing("/sys/class/net", $"mg{id}*"),
        .. Directory.GetDirectories("/proc").Where(p => CommandLine(p).Contains(id, StringComparison.Ordinal)),
    ];

    private static string[] Diagnostics(Process process) =>
        Directory.GetFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"*-{process.Id}-*"));

    private static string[] Existing(string directory, string pattern) =>
        Directory.Exists(directory) ? Directory.GetFileSystemEntries(directory, pattern) : [];

    private static string CommandLine(string process)
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _)
                ? File.ReadAllText(Path.Combine(process, "cmdline"))
                : string.Empty;
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 600 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("lab ([0-9a-f]{4})")]
    private static partial Regex Id();
}
