using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Listening;

namespace MeshGate.Lab.Api;

/// <summary>The command <c>api</c>: serves the embedded Kubernetes API until it is told to stop.</summary>
public static class ApiCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var listen = new Option<IPEndPoint[]>("--listen")
        {
            Description = "IP:PORT to listen at (repeatable): loopback, unless this process is in a network namespace of its own",
            CustomParser = ParseEndPoints,
            DefaultValueFactory = _ => [new IPEndPoint(IPAddress.Loopback, 6443)],
            Arity = ArgumentArity.OneOrMore,
        };
        var space = new Option<string?>("--netns") { Description = "Network namespace in which to listen as well" };
        var inside = new Option<IPEndPoint[]>("--netns-listen") { Description = "IP:PORT to listen at in that namespace (repeatable)", CustomParser = ParseEndPoints, Arity = ArgumentArity.OneOrMore };
        var definitions = new Option<string[]>("--crds") { Description = "Directory or file with CustomResourceDefinitions (repeatable)" };
        var roles = new Option<string[]>("--rbac") { Description = "Directory or file with the roles of operator and daemons (repeatable)" };
        var tokens = new Option<FileInfo>("--tokens") { Description = "File of token,user,role lines; role is admin, operator or daemon:NODENAME", Required = true };
        var certificates = new Option<string>("--cert-dir") { Description = "Directory of the server's certificates, made at the first start", Required = true };
        var data = new Option<string?>("--data") { Description = "File that keeps the objects across restarts; without it they are in memory alone" };
        var history = new Option<int>("--history") { Description = "Seconds for which changes are kept for watches that resume", DefaultValueFactory = _ => 1000 };
        var command = new Command("api", "Serves an embedded Kubernetes API for labs and tests") { listen, space, inside, definitions, roles, tokens, certificates, data, history };
        command.Validators.Add(result =>
        {
            if (result.GetValue(space) is null != result.GetValue(inside) is null or [])
            {
                result.AddError("--netns and --netns-listen go together");
            }
        });
        command.SetAction((result, cancellationToken) => ApiRunner.RunAsync(
            () => new EmbeddedApiOptions
            {
                Listen = result.GetValue(listen)!,
                ListenInNamespaces = [.. (result.GetValue(inside) ?? []).Select(endPoint => new NamespaceEndPoint(result.GetValue(space)!, endPoint))],
                DefinitionPaths = result.GetValue(definitions) ?? [],
                RolePaths = result.GetValue(roles) ?? [],
                Tokens = ApiToken.ReadFile(result.GetValue(tokens)!.FullName),
                CertificateDirectory = result.GetValue(certificates),
                DataFile = result.GetValue(data),
                History = TimeSpan.FromSeconds(result.GetValue(history)),
            },
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static IPEndPoint[] ParseEndPoints(ArgumentResult result)
    {
        var endPoints = new List<IPEndPoint>();
        foreach (Token token in result.Tokens)
        {
            // A bare address would parse as well, with port 0, which nobody means.
            if (token.Value.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(token.Value, out IPEndPoint? endPoint) && endPoint.ToString() == token.Value)
            {
                endPoints.Add(endPoint);
            }
            else
            {
                result.AddError($"'{token.Value}' is not IP:PORT");
            }
        }

        return [.. endPoints];
    }
}
