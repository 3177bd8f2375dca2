namespace MeshGate.NodeDaemon.Relays;

/// <summary>Whether others reach a relay's ports.</summary>
/// <param name="IsReachable">Whether; null while that is not known.</param>
/// <param name="Reason">One word in CamelCase.</param>
/// <param name="Message">The same for a person.</param>
public sealed record RelayReachReport(bool? IsReachable, string Reason, string Message);
