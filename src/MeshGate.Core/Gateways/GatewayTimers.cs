namespace MeshGate.Core.Gateways;

/// <summary>Times of a client that reaches a network through gateways.</summary>
public static class GatewayTimers
{
    /// <summary>The longest time that a session that fell silent has to find another path to the same gateway before another gateway is taken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(350);

    /// <summary>
    /// What a move to another path takes at both ends, beside the round trip that proves it. As long is waited where there is no other path, too: a
    /// busy gateway may stand still for a quarter of a second, and whoever leaves it loses every flow that it masquerades.
    /// </summary>
    public static readonly TimeSpan Move = TimeSpan.FromMilliseconds(150);

    /// <summary>How long the first gateway has for its first session before another is taken, whose session may only have come up earlier.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(3);

    /// <summary>How long a better gateway must have been up before a client returns to it.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may have been sent to the network before a client is moved for another reason than a failure, unless sessions are sticky.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>How much longer than failoverTimeout after a gateway's last sign of life another is taken at the latest, where traffic waits.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a session that fell silent has.</summary>
    /// <param name="roundTrip">Its last round-trip time, none where no other path is to be proven; null where that is not known.</param>
    /// <param name="left">How much longer traffic may wait; null where none does, and the same gateway is worth more than another some milliseconds earlier: flows through it live on.</param>
    public static TimeSpan PatienceFor(TimeSpan? roundTrip, TimeSpan? left)
    {
        TimeSpan needed = Move + roundTrip is { } known && known < Patience ? known : Patience;
        return left is not { } limit || limit > needed ? needed : limit > TimeSpan.Zero ? limit : TimeSpan.Zero;
    }
}
