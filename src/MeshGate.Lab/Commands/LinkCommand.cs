using System.CommandLine;
using System.Net.Sockets;
using MeshGate.Lab.Links;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>link</c>, which a lab starts for itself: the link of one region.</summary>
public static class LinkCommand
{
    /// <summary>Makes the command; it is hidden, since nobody calls it by hand.</summary>
    public static Command Create()
    {
        var space = Text("--netns", "Network namespace of one end");
        var device = Text("--device", "TUN device in it");
        var farSpace = Text("--far-netns", "Network namespace of the other end");
        var farDevice = Text("--far-device", "TUN device in that");
        var control = Text("--control", "Socket at which it is told what to be");
        var command = new Command("link", "Carries packets between two TUN devices, with delay, jitter, rate and loss") { space, device, farSpace, farDevice, control };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                using var forwarder = new LinkForwarder(
                    TunDevice.Open(new NetworkNamespace(result.GetValue(space)!), result.GetValue(device)!),
                    TunDevice.Open(new NetworkNamespace(result.GetValue(farSpace)!), result.GetValue(farDevice)!),
                    new Random(),
                    TimeProvider.System);
                await RunAsync(forwarder, result.GetValue(control)!, token);
                return ExitCodes.Passed;
            },
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(LinkForwarder forwarder, string path, CancellationToken cancellationToken)
    {
        try
        {
            await new LinkControl(forwarder).RunAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new LabException($"{path}: {e.Message}", e);
        }
    }

    private static Option<string> Text(string name, string description) => new(name) { Description = description, Required = true };
}
