using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MeshGate.Core.Addressing;
using Xunit.Sdk;

namespace MeshGate.Core.Tests.Addressing;

public sealed class AddressAllocatorTests
{
    [Property]
    public void Allocate_GivesEveryNodeItsOwnAddresses_InsideTheRanges(NonEmptyArray<NonNull<string>> names)
    {
        MeshNetwork network = Network("100.96.0.0/22", "fd6d::/64");
        var allocator = new AddressAllocator(network);
        var taken = new HashSet<IPAddress>();
        foreach (string name in names.Get.Select(name => name.Get).Distinct())
        {
            AddressAllocation allocation = allocator.Allocate(name, taken);
            Assert.Null(allocation.Error);
            Assert.Equal(2, allocation.Addresses.Length);
            Assert.All(allocation.Addresses, address => Assert.True(network.IsAssignable(address)));
            Assert.All(allocation.Addresses, address => Assert.True(taken.Add(address)));
        }
    }

    [Property]
    public void Allocate_IsDeterministic_ForEqualArguments(NonNull<string> name, byte[] takenPositions)
    {
        MeshNetwork network = Network("100.96.0.0/22", "fd6d::/64");
        var taken = takenPositions.Select(position => network.Ranges[0].At(position)).ToHashSet();
        AddressAllocation first = new AddressAllocator(network).Allocate(name.Get, taken);
        AddressAllocation second = new AddressAllocator(network).Allocate(name.Get, taken.Reverse().ToHashSet());
        Assert.Equal(first.Addresses, second.Addresses);
    }

    [Fact]
    public void Allocate_UsesTheSamePosition_InBothFamilies()
    {
        MeshNetwork network = Network("100.96.0.0/16", "fd6d::/64");
        AddressAllocation allocation = new AddressAllocator(network).Allocate("node-a", new HashSet<IPAddress>());
        byte[] v4 = allocation.Addresses[0].GetAddressBytes();
        byte[] v6 = allocation.Addresses[1].GetAddressBytes();
        Assert.Equal(v4[2..], v6[14..]);
    }

    [Fact]
    public void Allocate_UsesEveryAddress_ThenSaysWhichRangeIsExhausted()
    {
        var allocator = new AddressAllocator(Network("100.96.0.0/28", "fd6d::/64"));
        var taken = new HashSet<IPAddress>();
        for (int index = 0; index < 13; index++)
        {
            AddressAllocation allocation = allocator.Allocate($"node-{index}", taken);
            Assert.Null(allocation.Error);
            taken.UnionWith(allocation.Addresses);
        }

        AddressAllocation last = allocator.Allocate("one-too-many", taken);
        Assert.Empty(last.Addresses);
        Assert.Contains("100.96.0.0/28", last.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocate_FindsPositionsThatDiffer_WhenNoneIsFreeInBoth()
    {
        MeshNetwork network = Network("100.96.0.0/29", "fd6d::/126");
        IPAddress[] taken = [network.Ranges[0].At(0), network.Ranges[1].At(1)];
        AddressAllocation allocation = new AddressAllocator(network).Allocate("node", taken.ToHashSet());
        Assert.Null(allocation.Error);
        Assert.Equal("fd6d::2", allocation.Addresses[1].ToString());
        Assert.DoesNotContain(network.Ranges[0].At(0), allocation.Addresses);
    }

    private static MeshNetwork Network(params string[] cidrs)
        => MeshNetwork.TryParse(cidrs, out MeshNetwork? network, out string? error) ? network : throw new XunitException(error);
}
