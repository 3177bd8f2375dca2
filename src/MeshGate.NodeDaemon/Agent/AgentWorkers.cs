using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Storage;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Those who do what is slow.</summary>
/// <param name="Device">Applies the wanted machine.</param>
/// <param name="Reporter">Writes status.</param>
/// <param name="Heartbeat">Renews the Lease.</param>
/// <param name="Resolver">Resolves names.</param>
/// <param name="Saver">Writes to disk.</param>
/// <param name="Behavior">Measures the NATs in front.</param>
public sealed record AgentWorkers(DeviceWorker Device, StatusReporter Reporter, Heartbeat Heartbeat, ServerResolver Resolver, StateSaver Saver, BehaviorWorker Behavior);
