using System.CommandLine;
using System.Net;
using MeshGate.Kubernetes.Connection;
using MeshGate.Lab.Crowd;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>crowd</c>, which a lab starts for machines that stand for many.</summary>
public static class CrowdCommand
{
    /// <summary>Makes the command; it is hidden, since nobody calls it by hand.</summary>
    public static Command Create()
    {
        var kubeconfig = new Option<FileInfo>("--kubeconfig") { Description = "kubeconfig file of an API server", Required = true };
        var name = new Option<string>("--name") { Description = "What the names of the MeshNodes begin with", Required = true };
        var around = new Option<string>("--around") { Description = "The MeshNode that they are the peers of", Required = true };
        var peers = new Option<int>("--peers") { Description = "How many", Required = true };
        var address = new Option<string>("--address") { Description = "The IPv4 address that they share", Required = true };
        var command = new Command("crowd", "Plays many machines around a real one") { kubeconfig, name, around, peers, address };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                var options = new CrowdOptions
                {
                    Connection = KubernetesConnection.FromKubeconfig(result.GetValue(kubeconfig)!.FullName),
                    Name = result.GetValue(name)!,
                    Around = result.GetValue(around)!,
                    Peers = result.GetValue(peers),
                    Address = IPAddress.Parse(result.GetValue(address)!),
                };
                await new CrowdRun(options, TimeProvider.System).RunAsync(token);
                return ExitCodes.Passed;
            },
            cancellationToken));
        return command;
    }
}
