using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Traversal.Tests.Reachability;

public sealed class DirectPathTests
{
    private const DirectPathOutlook Yes = DirectPathOutlook.Possible;
    private const DirectPathOutlook No = DirectPathOutlook.Impossible;
    private const DirectPathOutlook Maybe = DirectPathOutlook.Uncertain;

    private static readonly Dictionary<string, FamilyStandpoint?> Kinds = new()
    {
        ["public"] = At(MappingBehavior.None, FilteringBehavior.EndpointIndependent),
        ["firewalled"] = At(MappingBehavior.None, FilteringBehavior.AddressAndPortDependent),
        ["full cone"] = At(MappingBehavior.EndpointIndependent, FilteringBehavior.EndpointIndependent),
        ["address-restricted"] = At(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressDependent),
        ["port-restricted"] = At(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressAndPortDependent),
        ["address-symmetric"] = At(MappingBehavior.AddressDependent, FilteringBehavior.AddressDependent),
        ["symmetric"] = At(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent),
        ["symmetric, port-mapped"] = At(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent) with { IsPortMapped = true },
        ["symmetric, preserving"] = At(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent) with { PreservesPorts = true },
        ["unknown"] = At(MappingBehavior.Unknown, FilteringBehavior.Unknown),
        ["mapped, filter unknown"] = At(MappingBehavior.EndpointIndependent, FilteringBehavior.Unknown),
        ["nothing"] = null,
    };

    [Theory]
    [InlineData("public", "public", Yes)]
    [InlineData("public", "firewalled", Yes)]
    [InlineData("public", "port-restricted", Yes)]
    [InlineData("public", "symmetric", Yes)]
    [InlineData("firewalled", "firewalled", Yes)]
    [InlineData("firewalled", "port-restricted", Yes)]
    [InlineData("firewalled", "symmetric", No)]
    [InlineData("full cone", "full cone", Yes)]
    [InlineData("full cone", "symmetric", Yes)]
    [InlineData("address-restricted", "port-restricted", Yes)]
    [InlineData("address-restricted", "symmetric", Yes)]
    [InlineData("port-restricted", "port-restricted", Yes)]
    [InlineData("port-restricted", "symmetric", No)]
    [InlineData("port-restricted", "address-symmetric", No)]
    [InlineData("address-restricted", "address-symmetric", Yes)]
    [InlineData("address-symmetric", "symmetric", No)]
    [InlineData("symmetric", "symmetric", No)]
    [InlineData("symmetric", "symmetric, port-mapped", Yes)]
    [InlineData("symmetric, port-mapped", "symmetric, port-mapped", Yes)]
    [InlineData("symmetric, preserving", "port-restricted", Maybe)]
    [InlineData("symmetric, preserving", "symmetric", No)]
    [InlineData("symmetric, preserving", "public", Yes)]
    [InlineData("unknown", "public", Yes)]
    [InlineData("unknown", "port-restricted", Maybe)]
    [InlineData("unknown", "symmetric", Maybe)]
    [InlineData("mapped, filter unknown", "port-restricted", Yes)]
    [InlineData("mapped, filter unknown", "symmetric", Maybe)]
    [InlineData("public", "nothing", No)]
    public void Judge_TellsTheOutlookFromEitherEnd_ByMappingAndFiltering(string one, string other, DirectPathOutlook outlook)
    {
        Assert.Equal(outlook, DirectPath.Judge(Machine("a", Kinds[one]), Machine("b", Kinds[other])).Outlook);
        Assert.Equal(outlook, DirectPath.Judge(Machine("b", Kinds[other]), Machine("a", Kinds[one])).Outlook);
    }

    [Theory]
    [InlineData("symmetric", "symmetric", "the NATs of a and of b both use another port for each destination")]
    [InlineData("symmetric", "port-restricted", "the NAT of a uses another port for each destination, and the filter of b lets in only answers from the very port asked")]
    [InlineData("port-restricted", "symmetric", "the NAT of b uses another port for each destination, and the filter of a lets in only answers from the very port asked")]
    [InlineData("unknown", "port-restricted", "how ports of a are mapped is not known")]
    [InlineData("port-restricted", "nothing", "a has IPv4 alone and b has no address outside the mesh")]
    [InlineData("public", "symmetric", "a lets in packets from ports that it has not sent to")]
    public void Judge_SaysWhy_ForEachOutlook(string one, string other, string reason)
        => Assert.Equal(reason, DirectPath.Judge(Machine("a", Kinds[one]), Machine("b", Kinds[other])).Reason);

    [Fact]
    public void Judge_IsImpossible_WhenFamiliesDiffer()
    {
        var verdict = DirectPath.Judge(
            new Standpoint { Name = "a", Ipv4 = Kinds["public"] },
            new Standpoint { Name = "b", Ipv6 = Kinds["public"] });

        Assert.Equal(new DirectPathVerdict(No, "a has IPv4 alone and b has IPv6 alone"), verdict);
    }

    [Fact]
    public void Judge_TakesTheBetterFamily_WhenBothEndsHaveBoth()
    {
        var a = new Standpoint { Name = "a", Ipv4 = Kinds["symmetric"], Ipv6 = Kinds["firewalled"] };

        Assert.True(DirectPath.Judge(a, a with { Name = "b" }).IsPossible);
        Assert.Equal(No, DirectPath.Judge(a, a with { Name = "b", Ipv6 = null }).Outlook);
    }

    [Theory]
    [InlineData(false, true, "UDP is blocked at a")]
    [InlineData(true, false, "UDP is blocked at b")]
    [InlineData(false, false, "UDP is blocked both at a and at b")]
    public void Judge_IsImpossible_WhenUdpIsBlocked(bool one, bool other, string reason)
    {
        var verdict = DirectPath.Judge(Machine("a", Kinds["full cone"]) with { Udp = one }, Machine("b", Kinds["full cone"]) with { Udp = other });

        Assert.Equal(new DirectPathVerdict(No, reason), verdict);
    }

    [Fact]
    public void Judge_NamesTheBlock_WhenNoAddressIsKnownBehindIt()
        => Assert.Equal("UDP is blocked at a", DirectPath.Judge(Machine("a", null) with { Udp = false }, Machine("b", Kinds["public"])).Reason);

    [Theory]
    [InlineData("symmetric", true)]
    [InlineData("port-restricted", false)]
    public void Judge_IsPossible_WhenBothAreInOneNetworkWhateverTheRouter(string kind, bool udp)
    {
        var at = Kinds[kind]! with { Nat = "203.0.113.10", Lan = "home", Hairpin = false };

        Assert.True(DirectPath.Judge(Machine("a", at) with { Udp = udp }, Machine("b", at) with { Udp = udp }).IsPossible);
    }

    [Theory]
    [InlineData("port-restricted", true, Yes)]
    [InlineData("port-restricted", false, No)]
    [InlineData("port-restricted", null, Maybe)]
    [InlineData("symmetric", true, No)]
    public void Judge_GoesByHairpin_WhenTwoNetworksShareANat(string kind, bool? hairpin, DirectPathOutlook outlook)
    {
        var at = Kinds[kind]! with { Nat = "203.0.113.10", Hairpin = hairpin };

        Assert.Equal(outlook, DirectPath.Judge(Machine("a", at with { Lan = "one" }), Machine("b", at with { Lan = "two" })).Outlook);
    }

    [Fact]
    public void Judge_IsTheSameFromBothEnds_ForAllKinds()
        => Assert.All(
            from one in Kinds.Values from other in Kinds.Values select (one, other),
            pair => Assert.Equal(
                DirectPath.Judge(Machine("a", pair.one), Machine("b", pair.other)).Outlook,
                DirectPath.Judge(Machine("b", pair.other), Machine("a", pair.one)).Outlook));

    private static FamilyStandpoint At(MappingBehavior mapping, FilteringBehavior filtering) => new() { Mapping = mapping, Filtering = filtering };

    private static Standpoint Machine(string name, FamilyStandpoint? at) => new() { Name = name, Ipv4 = at };
}
