using System.CommandLine;

namespace MeshGate.Cli.Status;

/// <summary><c>meshgate status</c>: exit code 0 if all is well, 1 if something is not ready, 2 if the API server cannot be asked.</summary>
public static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<FileInfo?> kubeconfig = MeshQuery.Kubeconfig();
        Option<string> output = MeshQuery.Output();
        var command = new Command("status", "Shows the nodes of the mesh and the pairs that do not talk directly. Exits 1 if something is not ready.") { kubeconfig, output };
        command.SetAction((result, cancellationToken) => MeshQuery.AnswerAsync(
            result,
            kubeconfig,
            (nodes, writer) =>
            {
                MeshReport report = MeshReportBuilder.Build(nodes);
                Write(report, result.GetValue(output)!, writer);
                return report.Ready ? 0 : 1;
            },
            cancellationToken));
        return command;
    }

    private static void Write(MeshReport report, string format, TextWriter writer)
    {
        if (format == "json")
        {
            writer.WriteLine(MeshReportJson.Write(report));
        }
        else
        {
            MeshReportTables.Write(report, writer);
        }
    }
}
