using System.Net;
using MeshGate.Core.Routes;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>How it is asked whether a gateway forwards.</summary>
/// <param name="Type">An ICMP echo or a TCP connection.</param>
/// <param name="Address">The machine to ask, inside the networks.</param>
/// <param name="Port">Its TCP port; 0 with an echo.</param>
/// <param name="Interval">The time between two probes.</param>
/// <param name="Timeout">The time one has.</param>
public sealed record GatewayProbe(ProbeType Type, IPAddress Address, int Port, TimeSpan Interval, TimeSpan Timeout);
