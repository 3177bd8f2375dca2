namespace MeshGate.NodeDaemon.Gateways;

/// <summary>What is to be probed now.</summary>
/// <param name="Route">The MeshRoute.</param>
/// <param name="Gateway">The gateway that its traffic takes, and with it the probe.</param>
/// <param name="Probe">How.</param>
public sealed record ProbeTarget(string Route, string Gateway, GatewayProbe Probe);
