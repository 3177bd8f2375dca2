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
        var listen = new Option<IPEndPoint>("--listen") { Description = "IP:PORT to listen at, on loopback", CustomParser = Parse, Required = true };
        var space = new Option<string>("--netns") { Description = "Network namespace to connect in", Required = true };
        var to = new Option<IPEndPoint>("--to") { Description = "IP:PORT to connect to there", CustomParser = Parse, Required = true };
        var command = new Command("forward", "Forwards TCP connections into a network namespace") { listen, space, to };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                var forwarder = new NamespaceForwarder(new NetworkNamespace(result.GetValue(space)!), result.GetValue(to)!);
                await forwarder.RunAsync(result.GetValue(listen)!, token);
                return ExitCodes.Passed;
            },
            cancellationToken));
        return command;
    }

    private static IPEndPoint? Parse(ArgumentResult result)
    {
        if (IPEndPoint.TryParse(result.Tokens[0].Value, out var endPoint) && endPoint.Port > 0)
        {
            return endPoint;
        }

        result.AddError($"{result.Tokens[0].Value} is not IP:PORT");
        return null;
    }
}
