using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>The state of a <see cref="PortMapper"/>. Times are on the caller's monotonic clock.</summary>
public sealed record PortMapperState
{
    /// <summary>Before anything is wanted.</summary>
    public static PortMapperState Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public PortMapperPhase Phase { get; init; }

    /// <summary>What is mapped, asked for or given back.</summary>
    public PortMapperTarget? Target { get; init; }

    /// <summary>What is wanted once <see cref="Target"/> is given back.</summary>
    public PortMapperTarget? Next { get; init; }

    /// <summary>The protocol in use or under trial.</summary>
    public PortMappingProtocol Protocol { get; init; }

    /// <summary>The protocols still to be tried in this round.</summary>
    public ImmutableArray<PortMappingProtocol> Untried { get; init; } = [];

    /// <summary>The port that the router lends.</summary>
    public MappedPort? Mapped { get; init; }

    /// <summary>The last outside port, which is wished for again; 0 for none.</summary>
    public int LastPort { get; init; }

    /// <summary>What was asked about the mapping and not answered yet.</summary>
    public PortMapperQuery Query { get; init; }

    /// <summary>How often the outstanding request was sent.</summary>
    public int Sent { get; init; }

    /// <summary>When it was sent first.</summary>
    public TimeSpan AskedAt { get; init; }

    /// <summary>Renewals in a row that stayed unanswered.</summary>
    public int Misses { get; init; }

    /// <summary>Rounds in a row in which nobody mapped.</summary>
    public int Rounds { get; init; }

    /// <summary>Why each protocol did not map, in this round or the last.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];

    /// <summary>The router's epoch as last read.</summary>
    public EpochReading? Epoch { get; init; }

    /// <summary>The outside address that NAT-PMP told in this round.</summary>
    public IPAddress? NatPmpAddress { get; init; }

    /// <summary>The outside port that NAT-PMP granted before it told the address.</summary>
    public NatPmpResponse? NatPmpGrant { get; init; }

    /// <summary>The number of the last request by UPnP.</summary>
    public int UpnpNumber { get; init; }

    /// <summary>When an announcement was last heeded.</summary>
    public TimeSpan? HintedAt { get; init; }

    /// <summary>The addresses at which STUN servers see this machine.</summary>
    public ImmutableArray<IPAddress> SeenByStun { get; init; } = [];

    /// <summary>When the next <see cref="PortMapperEvent.Tick"/> is due; null when none is.</summary>
    public TimeSpan? NextDue { get; init; }

    /// <summary>What was last told.</summary>
    public PortMappingReport? Told { get; init; }

    /// <summary>
    /// Continues a mapping of an earlier run, so that it is renewed where it is still wanted and given back where it is not. Whether
    /// the router still has it shows at the first renewal.
    /// </summary>
    public static PortMapperState Resume(PortMapperTarget target, PortMappingProtocol protocol, IPEndPoint external, TimeSpan now) => new()
    {
        Phase = PortMapperPhase.Mapped,
        Target = target,
        Protocol = protocol,
        Mapped = new MappedPort(protocol, external, now, now + target.Lifetime),
        LastPort = external.Port,
        NextDue = now,
    };
}
