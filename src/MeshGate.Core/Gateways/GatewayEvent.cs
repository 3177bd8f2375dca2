using System.Collections.Immutable;

namespace MeshGate.Core.Gateways;

/// <summary>Something that may move a client to another gateway.</summary>
public abstract record GatewayEvent
{
    private GatewayEvent()
    {
    }

    /// <summary>The gateways were ranked, best first.</summary>
    public sealed record Ranked(ImmutableArray<string> Gateways) : GatewayEvent;

    /// <summary>The session with a gateway works, or does not.</summary>
    /// <param name="Gateway">The gateway's MeshNode.</param>
    /// <param name="IsUp">Whether it works.</param>
    /// <param name="RoundTrip">Its last round-trip time; null where that is not known.</param>
    /// <param name="Left">Where it does not, how much longer traffic may wait for it; null where none waits.</param>
    /// <param name="HasHope">Where it does not, whether another path to the same gateway may be found in a moment.</param>
    public sealed record Session(string Gateway, bool IsUp, TimeSpan? RoundTrip = null, TimeSpan? Left = null, bool HasHope = true) : GatewayEvent;

    /// <summary>A probe that went through a gateway was answered, or not.</summary>
    public sealed record Probed(string Gateway, bool IsAnswered) : GatewayEvent;

    /// <summary>Time passed.</summary>
    /// <param name="IdleFor">How long nothing was sent to the networks; null where that is not known.</param>
    public sealed record Tick(TimeSpan? IdleFor) : GatewayEvent;
}
