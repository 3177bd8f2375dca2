using System.Globalization;
using System.Net;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Matrix;

/// <summary>Tells paths by the addresses on the wire, and by what the daemons say.</summary>
internal static class WirePath
{
    /// <summary>The path of one end whose WireGuard sends to an address.</summary>
    internal static PathKind OfEndpoint(RunningLab lab, string? text)
    {
        if (!IPEndPoint.TryParse(text ?? string.Empty, out var endpoint))
        {
            return PathKind.None;
        }

        // A loopback address is a relayed transport address in disguise, or the trap of a sleeping peer.
        if (IPAddress.IsLoopback(endpoint.Address) || lab.Plan.Servers.Values.Any(s => s.Addresses.Contains(endpoint.Address)))
        {
            return PathKind.Turn;
        }

        return lab.Machines.Values.Any(m =>
            m.Spec.RelayPorts is { } ports && endpoint.Port >= ports.First && endpoint.Port <= ports.Last
            && m.Host.PublicAddresses.Contains(endpoint.Address))
            ? PathKind.Relay
            : PathKind.Direct;
    }

    /// <summary>The path that both ends report: the lesser one where they differ.</summary>
    internal static PathKind Reported(MeshView view, string a, string b) =>
        Worse(Parse(view.Path(a, b)), Parse(view.Path(b, a)));

    /// <summary>The lesser of two paths.</summary>
    internal static PathKind Worse(PathKind one, PathKind other) =>
        one == PathKind.None || other == PathKind.None ? PathKind.None : one > other ? one : other;

    /// <summary>One letter for a path.</summary>
    internal static char Letter(PathKind path) => path switch
    {
        PathKind.Direct => 'D',
        PathKind.Relay => 'R',
        PathKind.Turn => 'T',
        _ => '-',
    };

    private static PathKind Parse(string word) =>
        Enum.TryParse<PathKind>(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word), out var path) ? path : PathKind.None;
}
