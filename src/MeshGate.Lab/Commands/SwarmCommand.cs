using System.CommandLine;
using System.Text.Json;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Swarm;
using MeshGate.Lab.Swarm.Cluster;
using MeshGate.Lab.Swarm.Reporting;
using MeshGate.Lab.Swarm.Running;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>swarm</c>: many simulated daemons join a mesh, and the operator is measured.</summary>
public static class SwarmCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var swarm = new SwarmCommandOptions();
        var connection = new SwarmConnectionOptions();
        var json = new Option<string?>("--json") { Description = "File that the report is written to as JSON" };
        var common = new CommonOptions();
        var command = new Command("swarm", "Lets many simulated daemons join a mesh, and measures the operator; with an API server and operator of its own if none is named")
        {
            json, common.Api, common.Bin, common.Crds,
        };
        swarm.AddTo(command);
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                try
                {
                    var named = connection.Read(result);
                    var console = LabConsole.Create();
                    var own = common.Options(result, "run");
                    await using var cluster = named is null ? await SwarmCluster.StartAsync(own.Binaries, own.Api, TimeProvider.System, token) : null;
                    var options = swarm.Read(result, named ?? cluster!.Connect(), cluster?.OperatorMetrics, isOwn: cluster is not null);
                    var report = await RunAsync(options, console, token);
                    report = report with { Api = cluster is null ? null : own.Api == ApiKind.Real ? "real" : "embedded" };
                    SwarmConsole.Show(console, report);
                    if (result.GetValue(json) is { } file)
                    {
                        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, SwarmJsonContext.Default.SwarmReport) + "\n", token);
                    }

                    return report.Passed ? ExitCodes.Passed : ExitCodes.Failed;
                }
                catch (KubernetesConfigurationException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return ExitCodes.Lacking;
                }
                catch (Exception e) when (e is KubernetesApiException or HttpRequestException or TimeoutException or IOException)
                {
                    await Console.Error.WriteLineAsync($"The API does not do what was asked: {e.Message}");
                    return ExitCodes.Failed;
                }
            },
            cancellationToken));
        return command;
    }

    private static async Task<SwarmReport> RunAsync(SwarmOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddSimpleConsole(simple => simple.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(simple => simple.LogToStandardErrorThreshold = LogLevel.Trace));
        return await SwarmRun.RunAsync(
            options,
            TimeProvider.System,
            text => console.MarkupLineInterpolated($"[grey]{text}[/]"),
            loggers.CreateLogger("swarm"),
            cancellationToken);
    }
}
