using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>The first server saw this address: usable at once, before the discovery completes.</summary>
/// <param name="Address">The address and port that the server saw.</param>
/// <param name="Server">Who saw it.</param>
public sealed record ReflexiveAddressLearned(IPEndPoint Address, StunServer Server) : StunDiscoveryEffect;
