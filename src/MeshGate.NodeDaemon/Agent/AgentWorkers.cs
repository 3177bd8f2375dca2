using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Turn;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Those who do what is slow.</summary>
/// <param name="Device">Applies the wanted machine.</param>
/// <param name="Reporter">Writes status.</param>
/// <param name="Heartbeat">Renews the Lease.</param>
/// <param name="Resolver">Resolves names.</param>
/// <param name="Saver">Writes to disk.</param>
/// <param name="PortMapping">Asks the router for a port.</param>
/// <param name="Turn">Keeps peers reachable through TURN servers.</param>
/// <param name="Hellos">Watches paths in use.</param>
/// <param name="Lane">Moves sessions at once.</param>
/// <param name="Behavior">Measures the NATs in front.</param>
/// <param name="Prober">Probes networks through gateways.</param>
/// <param name="Forwarding">Makes this machine a gateway.</param>
/// <param name="Strays">Catches packets to nodes that are no peers.</param>
public sealed record AgentWorkers(
    DeviceWorker Device,
    StatusReporter Reporter,
    Heartbeat Heartbeat,
    ServerResolver Resolver,
    StateSaver Saver,
    PortMappingWorker PortMapping,
    TurnPaths Turn,
    HelloDetector Hellos,
    FailoverLane Lane,
    BehaviorWorker Behavior,
    GatewayProber Prober,
    ForwardingWorker Forwarding,
    IStrayTraffic Strays);
