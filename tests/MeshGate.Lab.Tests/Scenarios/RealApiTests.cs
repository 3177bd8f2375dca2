using MeshGate.Lab.Cluster;
using MeshGate.Lab.Tests.Api;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>Labs on a real kube-apiserver with etcd.</summary>
public sealed class RealApiTests
{
    [Fact]
    public async Task Run_StopsAndStartsTheApi_WhenItIsReal()
    {
        RequireServer();
        var file = LabProgram.WriteScenario("""
            name: real-api
            machines: { a: , b: }
            steps:
              - expect: { allDirect: true }
              - stop: { process: api }
              - expect: { ping: { from: a, to: b } }
              - start: { process: api }
              - expect: { field: { kind: MeshNode, name: a, path: 'status.conditions[type=Ready].status', equals: "True" } }
              - run: { command: "grep -q 127.0.0.1 $KUBECONFIG" }
              - apply: { apiVersion: meshgate.io/v1alpha1, kind: MeshNode, metadata: { name: late }, spec: {} }
              - expect: { field: { kind: MeshNode, name: late, path: 'spec.addresses[0]', exists: true } }
                within: 60s
              - restart: { process: api }
              - expect: { allDirect: { ping: true } }
            """);

        var (exit, text) = await LabProgram.RunAsync("run", file, "--api", "real");

        Assert.True(exit == 0, text);
    }

    [Fact]
    public async Task Run_SaysWhatIsMissing_WhenThereIsNoRealApi()
    {
        LabProgram.Require();
        var file = LabProgram.WriteScenario("machines: { a: }");
        using var process = LabProgram.Start(["run", file, "--api", "real"], ("KUBEBUILDER_ASSETS", "/nowhere"));

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, process.ExitCode);
        Assert.Contains(ClusterAssets.Hint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_LeavesNothing_WhenItIsDisposedOf()
    {
        RequireServer();
        var options = new RealApiOptions { Assets = ClusterAssets.Find()!, Users = [ClusterUser.ServiceAccount("a", "b")] };
        string folder;
        int process;
        await using (var server = await RealApiServer.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            folder = Path.GetDirectoryName(server.AuthorityFile)!;
            process = server.ProcessId!.Value;
            await server.StopAsync(TestContext.Current.CancellationToken);
            Assert.Null(server.ProcessId);
            await server.StartAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(process, server.ProcessId);
            process = server.ProcessId!.Value;
        }

        Assert.False(Directory.Exists(folder));
        Assert.Null(MeshGate.Lab.Processes.ProcessTable.StartTime(process));
    }

    private static void RequireServer()
    {
        LabProgram.Require();
        Requirements.Need(ClusterAssets.Find() is not null, $"this test needs {ClusterAssets.Hint}");
    }
}
