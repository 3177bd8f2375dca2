using System.CommandLine;
using MeshGate.Cli;
using MeshGate.Cli.Completion;

RootCommand root = MeshGateCommand.Create();
if (args is [CompletionAnswer.Command, .. var words])
{
    foreach (string line in CompletionAnswer.To(root, words))
    {
        Console.Out.WriteLine(line);
    }

    return ExitCode.Well;
}

ParseResult parsed = root.Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 && code != ExitCode.Well ? ExitCode.Usage : code;
