namespace MeshGate.Core.Gateways;

/// <summary>A gateway to choose from.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="Weight">Its share of the clients against others, 0 to 1000; 0 takes nothing new.</param>
/// <param name="Drain">Whether a person wants its clients moved elsewhere.</param>
/// <param name="IsOnline">Whether its heartbeats arrive.</param>
public sealed record GatewayOption(string Name, int Weight, bool Drain, bool IsOnline)
{
    /// <summary>Whether clients take it only when no other is left.</summary>
    public bool IsSpare => Drain || Weight <= 0 || !IsOnline;
}
