using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>forward</c>, which a lab with a real API server starts for itself.</summary>
public static class ForwardCommand
{
    /// <summary>Makes the command; it is hidden, since nobody calls it by hand.</summary>
    public static Command Create()
    {
        var listen = new Option<IPEndPoint[]>("--listen") { Description = "IP:PORT to listen at, on loopback; may be given several times, with a namespace and an address for each", CustomParser = Parse, Required = true };
        var space = new Option<string[]>("--netns") { Description = "Network namespace to connect in", Required = true };
        var to = new Option<IPEndPoint[]>("--to") { Description = "IP:PORT to connect to there", CustomParser = Parse, Required = true };
        var command = new Command("forward", "Forwards TCP connections into a network namespace") { listen, space, to };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                // The first that cannot be ends the command.
                var ways = result.GetValue(listen)!.Zip(result.GetValue(space)!, result.GetValue(to)!);
                await await Task.WhenAny(ways.Select(way => new NamespaceForwarder(new NetworkNamespace(way.Second), way.Third).RunAsync(way.First, token)));
                return ExitCodes.Passed;
            },
            cancellationToken));
        return command;
    }

    private static IPEndPoint[] Parse(ArgumentResult result)
    {
        var read = new List<IPEndPoint>(result.Tokens.Count);
        foreach (var token in result.Tokens)
        {
            if (IPEndPoint.TryParse(token.Value, out var endPoint) && endPoint.Port > 0)
            {
                read.Add(endPoint);
            }
            else
            {
                result.AddError($"{token.Value} is not IP:PORT");
            }
        }

        return [.. read];
    }
}
