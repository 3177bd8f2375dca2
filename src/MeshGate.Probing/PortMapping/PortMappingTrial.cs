using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <summary>
/// Has the router lend an outside port for a moment, as the daemon would (PCP, else NAT-PMP, else UPnP), and gives it back. Nothing less
/// shows whether a router maps: many answer, and then refuse.
/// </summary>
public sealed class PortMappingTrial(IGatewayFinder finder, IGatewayLinks links, IUpnpClient upnp, TimeProvider time)
{
    /// <summary>How long the port is asked for, so that one that cannot be given back ends by itself.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>How long giving it back may take, also when the trial is cancelled.</summary>
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(5);

    /// <summary>Tries it on this machine.</summary>
    public PortMappingTrial()
        : this(new GatewayFinder(tunnel: string.Empty), new GatewayLinks(), new UpnpClient(TimeProvider.System), TimeProvider.System)
    {
    }

    /// <summary>Tries it, within twelve seconds even where the router answers nothing.</summary>
    /// <exception cref="SocketException">This machine has no UDP port left.</exception>
    public async Task<PortMappingTrialResult> RunAsync(CancellationToken cancellationToken)
    {
        if (finder.Find() is not { } gateway)
        {
            return PortMappingTrialResult.Nobody("this machine has no default gateway over IPv4");
        }

        // Held while the port is lent, so that what comes to it is nobody else's.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        using var run = new PortMappingTrialRun(gateway, upnp, time);
        if (!run.TryOpen(links))
        {
            return PortMappingTrialResult.Nobody("the system refuses a socket towards the router");
        }

        var nonce = MappingNonce.FromBytes(RandomNumberGenerator.GetBytes(MappingNonce.Length));
        PortMappingReport report;
        bool isReturned;
        try
        {
            await run.RunAsync(
                new PortMapperEvent.Wanted(new PortMapperTarget(gateway.Address, gateway.Local, ((IPEndPoint)socket.LocalEndPoint!).Port, nonce) { Lifetime = Lifetime }),
                cancellationToken);
            if (run.Phase == PortMapperPhase.Waiting)
            {
                // The second round is more patient with routers that are slow.
                await run.RunAsync(new PortMapperEvent.Announced(), cancellationToken);
            }
        }
        finally
        {
            report = run.Report;
            using var limit = new CancellationTokenSource(ReturnLimit, time);
            isReturned = await run.ReturnAsync(limit.Token);
        }

        return new PortMappingTrialResult(report, isReturned);
    }
}
