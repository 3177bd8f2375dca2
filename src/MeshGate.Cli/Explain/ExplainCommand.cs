using System.CommandLine;
using MeshGate.Cli.Completion;
using MeshGate.Cli.Output;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Cli.Explain;

/// <summary><c>meshgate explain A B</c>: exit code 0 if the two have a path, 1 if they have none, 2 if the API server cannot be asked.</summary>
public static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var one = new Argument<string>("node") { Description = "A MeshNode.", HelpName = "NODE" }.WithNodes();
        var other = new Argument<string>("peer") { Description = "Another.", HelpName = "PEER" }.WithNodes();
        Option<OutputFormat> output = OutputOption.Create();
        var command = new Command("explain", "Says which path two nodes have now, which others there are, and why each of those was not chosen. Exits 1 if they have none.") { one, other, output };
        command.SetAction((result, cancellationToken) => MeshQuery.AnswerAsync(
            result,
            (nodes, writer) =>
            {
                var pair = PairLines.Explain(nodes, result.GetValue(one)!, result.GetValue(other)!);
                result.GetValue(output).Write(writer, () => PairJson.Write(pair), _ => PairText.Write(pair, writer));
                return pair.Chosen is null ? ExitCode.NotWell : ExitCode.Well;
            },
            cancellationToken));
        return command;
    }
}
