using System.Net;

namespace MeshGate.NodeDaemon.Turn.Servers;

/// <summary>One address of a TURN server.</summary>
internal sealed record TurnEndpoint(TurnServerOrder Order, IPEndPoint Address);
