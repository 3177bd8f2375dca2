using MeshGate.Traversal.Discovery;

namespace MeshGate.Traversal.Reachability;

/// <summary>
/// Says whether two machines can talk directly when both send to each other's known addresses at once (RFC 5128, section 3.3) and
/// take a peer's unexpected source for its address (peer-reflexive, RFC 8445). Pure, and the same whichever end asks.
/// </summary>
/// <remarks>
/// An end is <i>known</i> if the port that its NAT will use towards the other can be told beforehand: no NAT, a mapping that does not
/// depend on the destination, or a lent port. Two known ends open their filters for each other by sending. Towards an end that is not
/// known the other does not hit the right port, so it must itself let in a packet from a port that it never sent to. Two ends that
/// are not known do not meet.
/// </remarks>
public static class DirectPath
{
    /// <summary>Judges two machines.</summary>
    public static DirectPathVerdict Judge(Standpoint one, Standpoint other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        DirectPathVerdict[] verdicts =
        [
            .. new[] { JudgeFamily(one, one.Ipv6, other, other.Ipv6), JudgeFamily(one, one.Ipv4, other, other.Ipv4) }.OfType<DirectPathVerdict>(),
        ];
        return verdicts.FirstOrDefault(verdict => verdict.IsPossible)
            ?? verdicts.FirstOrDefault(verdict => verdict.Outlook == DirectPathOutlook.Uncertain)
            ?? verdicts.LastOrDefault()
            ?? new DirectPathVerdict(DirectPathOutlook.Impossible, Blocked(one, other) ?? NoCommonFamily(one, other));
    }

    private static DirectPathVerdict? JudgeFamily(Standpoint one, FamilyStandpoint? mine, Standpoint other, FamilyStandpoint? theirs)
    {
        if (mine is null || theirs is null)
        {
            return null;
        }

        // A blocked way out does not block the way across the room.
        if (mine.Lan is not null && mine.Lan == theirs.Lan)
        {
            return new(DirectPathOutlook.Possible, "both are in one network");
        }

        if (Blocked(one, other) is { } blocked)
        {
            return new(DirectPathOutlook.Impossible, blocked);
        }

        return mine.Nat is not null && mine.Nat == theirs.Nat ? Hairpin(one, mine, other, theirs) : Meet(one, mine, other, theirs);
    }

    private static string? Blocked(Standpoint one, Standpoint other) => (one.Udp, other.Udp) switch
    {
        (false, false) => $"UDP is blocked both at {one.Name} and at {other.Name}",
        (false, _) => $"UDP is blocked at {one.Name}",
        (_, false) => $"UDP is blocked at {other.Name}",
        _ => null,
    };

    private static DirectPathVerdict Hairpin(Standpoint one, FamilyStandpoint mine, Standpoint other, FamilyStandpoint theirs)
    {
        // Either end may have measured it.
        bool? hairpin = mine.Hairpin is null ? theirs.Hairpin : mine.Hairpin;
        return hairpin switch
        {
            true => Meet(one, mine, other, theirs),
            false => new(DirectPathOutlook.Impossible,
                $"{one.Name} and {other.Name} are behind one NAT in different networks, and it does not take packets from inside to its own outside address"),
            null => new(DirectPathOutlook.Uncertain,
                $"{one.Name} and {other.Name} are behind one NAT, and whether it takes packets from inside to its own outside address is not known"),
        };
    }

    private static DirectPathVerdict Meet(Standpoint one, FamilyStandpoint mine, Standpoint other, FamilyStandpoint theirs)
    {
        if (CanMeet(Worst(mine), Worst(theirs)))
        {
            return new(DirectPathOutlook.Possible, DescribeMeeting(one, mine, other, theirs));
        }

        return CanMeet(Best(mine), Best(theirs))
            ? new(DirectPathOutlook.Uncertain, DescribeDoubt(one, mine, other, theirs))
            : new(DirectPathOutlook.Impossible, DescribeMiss(one, mine, other, theirs));
    }

    private static bool CanMeet(FamilyStandpoint one, FamilyStandpoint other) => (IsKnown(one), IsKnown(other)) switch
    {
        (true, true) => true,
        (true, false) => IsLenient(one),
        (false, true) => IsLenient(other),
        (false, false) => false,
    };

    private static bool IsKnown(FamilyStandpoint at) => at.IsPortMapped || at.Mapping is MappingBehavior.None or MappingBehavior.EndpointIndependent;

    private static bool IsLenient(FamilyStandpoint at) => at.IsPortMapped || at.Filtering is FilteringBehavior.EndpointIndependent or FilteringBehavior.AddressDependent;

    private static FamilyStandpoint Worst(FamilyStandpoint at) => at with
    {
        Mapping = at.Mapping == MappingBehavior.Unknown ? MappingBehavior.AddressAndPortDependent : at.Mapping,
        Filtering = at.Filtering == FilteringBehavior.Unknown ? FilteringBehavior.AddressAndPortDependent : at.Filtering,
    };

    private static FamilyStandpoint Best(FamilyStandpoint at) => at with
    {
        Mapping = at.Mapping == MappingBehavior.Unknown || at.PreservesPorts ? MappingBehavior.EndpointIndependent : at.Mapping,
        Filtering = at.Filtering == FilteringBehavior.Unknown ? FilteringBehavior.EndpointIndependent : at.Filtering,
    };

    private static string DescribeMeeting(Standpoint one, FamilyStandpoint mine, Standpoint other, FamilyStandpoint theirs)
        => (IsKnown(mine), IsKnown(theirs)) switch
        {
            (true, true) => "each can tell the other beforehand where it will be seen",
            (true, _) => $"{one.Name} lets in packets from ports that it has not sent to",
            _ => $"{other.Name} lets in packets from ports that it has not sent to",
        };

    private static string DescribeMiss(Standpoint one, FamilyStandpoint mine, Standpoint other, FamilyStandpoint theirs)
        => (IsKnown(mine), IsKnown(theirs)) switch
        {
            (false, false) => $"the NATs of {one.Name} and of {other.Name} both use another port for each destination",
            (true, _) => Strict(other, one),
            _ => Strict(one, other),
        };

    private static string Strict(Standpoint hard, Standpoint strict)
        => $"the NAT of {hard.Name} uses another port for each destination, and the filter of {strict.Name} lets in only answers from the very port asked";

    private static string DescribeDoubt(Standpoint one, FamilyStandpoint mine, Standpoint other, FamilyStandpoint theirs)
    {
        string[] unknown = [.. DescribeUnknown(one, mine), .. DescribeUnknown(other, theirs)];
        return unknown.Length > 0
            ? $"{string.Join(", and ", unknown)} not known"
            : $"{DescribeMiss(one, mine, other, theirs)}, unless the port kept from the inside is the right guess";
    }

    private static IEnumerable<string> DescribeUnknown(Standpoint who, FamilyStandpoint at)
    {
        if (at.IsPortMapped)
        {
            yield break;
        }

        if (at.Mapping == MappingBehavior.Unknown)
        {
            yield return $"how ports of {who.Name} are mapped is";
        }
        else if (at.Filtering == FilteringBehavior.Unknown)
        {
            yield return $"what the filter of {who.Name} lets in is";
        }
    }

    private static string NoCommonFamily(Standpoint one, Standpoint other)
        => $"{one.Name} has {Families(one)} and {other.Name} has {Families(other)}";

    private static string Families(Standpoint at) => (at.Ipv4, at.Ipv6) switch
    {
        (null, null) => "no address outside the mesh",
        (_, null) => "IPv4 alone",
        (null, _) => "IPv6 alone",
        _ => "IPv4 and IPv6",
    };
}
