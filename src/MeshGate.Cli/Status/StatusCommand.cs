using System.CommandLine;
using MeshGate.Cli.Clusters;
using MeshGate.Cli.Output;
using MeshGate.Core.Policy;

namespace MeshGate.Cli.Status;

/// <summary>
/// <c>meshgate status</c>: exit code 0 if all is well, 1 if something is not ready, 2 if the API server cannot be asked. With <c>--wait</c>, 0 as soon as
/// every node is ready and every pair has a path, 1 if that does not happen in time.
/// </summary>
public static class StatusCommand
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<OutputFormat> output = OutputOption.Create();
        var wait = new Option<bool>("--wait") { Description = "Wait until every node is ready and every pair has a path." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Say it again whenever it changes, until stopped." };
        var timeout = new Option<string>("--timeout") { Description = "How long --wait waits.", HelpName = "DURATION", DefaultValueFactory = _ => "5m" };
        var command = new Command("status", "Shows the nodes of the mesh and the pairs that do not talk directly. Exits 1 if something is not ready.") { output, wait, watch, timeout };
        timeout.Validators.Add(result =>
        {
            if (!MeshDuration.TryParse(result.GetValueOrDefault<string>(), out TimeSpan wanted) || wanted <= TimeSpan.Zero)
            {
                result.AddError("--timeout must be a duration such as 5m");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(wait) && result.GetValue(watch))
            {
                result.AddError("--wait and --watch exclude each other.");
            }
        });
        command.SetAction((result, cancellationToken) => MeshQuery.AskAsync(result, async cluster =>
        {
            _ = MeshDuration.TryParse(result.GetValue(timeout), out TimeSpan patience);
            TextWriter writer = result.InvocationConfiguration.Output;
            OutputFormat format = result.GetValue(output);
            return result.GetValue(watch) ? await WatchAsync(cluster, report => Write(report, format, writer), cancellationToken)
                : result.GetValue(wait) ? await WaitAsync(cluster, patience, report => Write(report, format, writer), result.InvocationConfiguration.Error, cancellationToken)
                : Tell(await ReadAsync(cluster, cancellationToken));

            int Tell(MeshReport report)
            {
                Write(report, format, writer);
                return report.Ready ? ExitCode.Well : ExitCode.NotWell;
            }
        }));
        return command;
    }

    private static async Task<int> WaitAsync(Cluster cluster, TimeSpan patience, Action<MeshReport> tell, TextWriter errors, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            MeshReport report = await ReadAsync(cluster, cancellationToken);
            bool isLate = TimeProvider.System.GetElapsedTime(started) >= patience;
            if (report.IsUp || isLate)
            {
                tell(report);
                if (!report.IsUp)
                {
                    await errors.WriteLineAsync($"meshgate: not so after {patience.TotalSeconds:0} s");
                }

                return report.IsUp ? ExitCode.Well : ExitCode.NotWell;
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<int> WatchAsync(Cluster cluster, Action<MeshReport> tell, CancellationToken cancellationToken)
    {
        string? said = null;
        try
        {
            while (true)
            {
                MeshReport report = await ReadAsync(cluster, cancellationToken);
                string text = MeshReportJson.Write(report);
                if (text != said)
                {
                    said = text;
                    tell(report);
                }

                await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Well;
        }
    }

    private static async Task<MeshReport> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
        => MeshReportBuilder.Build(await MeshQuery.ReadNodesAsync(cluster.Mesh, cancellationToken));

    private static void Write(MeshReport report, OutputFormat format, TextWriter writer)
        => format.Write(writer, () => MeshReportJson.Write(report), isWide => MeshReportTables.Write(report, writer, isWide));
}
