using System.Net;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Tests.Entities;

public sealed partial class AddressLabelTests
{
    [Theory]
    [InlineData("100.96.1.1", "address.meshgate.io/100.96.1.1")]
    [InlineData("0.0.0.0", "address.meshgate.io/0.0.0.0")]
    [InlineData("fd6d:6573:6867::5", "address.meshgate.io/fd6d-6573-6867-0000-0000-0000-0000-0005")]
    [InlineData("FD6D:6573:6867:0:0:0:0:5", "address.meshgate.io/fd6d-6573-6867-0000-0000-0000-0000-0005")]
    [InlineData("fd6d:6573:6867::0.0.0.5", "address.meshgate.io/fd6d-6573-6867-0000-0000-0000-0000-0005")]
    [InlineData("::", "address.meshgate.io/0000-0000-0000-0000-0000-0000-0000-0000")]
    public void KeyOf_IsTheSame_HoweverAnAddressIsWritten(string address, string key)
    {
        Assert.Equal(key, AddressLabel.KeyOf(IPAddress.Parse(address)));
        Assert.True(AddressLabel.IsKey(key));
    }

    [Property]
    public void KeyOf_IsAKeyThatKubernetesTakes_OfEveryAddress(ulong high, ulong low)
    {
        byte[] bytes = [.. BitConverter.GetBytes(high), .. BitConverter.GetBytes(low)];
        foreach (IPAddress address in (IPAddress[])[new(bytes), new(bytes[..4])])
        {
            Assert.Matches(Name(), AddressLabel.KeyOf(address)[AddressLabel.Prefix.Length..]);
        }
    }

    [Theory]
    [InlineData("address.meshgate.io")]
    [InlineData("meshgate.io/adopt")]
    [InlineData("my.address.meshgate.io/100.96.1.1")]
    public void IsKey_IsFalse_ForOtherLabels(string key) => Assert.False(AddressLabel.IsKey(key));

    // The part after the slash: at most 63 characters, the first and the last of them a letter or a digit.
    [GeneratedRegex("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex Name();
}
