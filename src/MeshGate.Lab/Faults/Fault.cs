namespace MeshGate.Lab.Faults;

/// <summary>Packets between two parties that are dropped, in percent.</summary>
internal sealed record Fault(string From, string To, FaultDirection Direction, double Percent);
