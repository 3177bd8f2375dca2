using System.Text;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Traversal.Tests.PortMapping;

public sealed class SsdpNoticeTests
{
    [Fact]
    public void TryReadAlive_TellsLivesApart()
    {
        Assert.True(Read(Notice("http://100.64.0.1:40417/rootDesc.xml", "1", "upnp:rootdevice"), out ulong life));
        Assert.True(Read(Notice("http://100.64.0.1:40417/rootDesc.xml", "1", "urn:other"), out ulong same));
        Assert.True(Read(Notice("http://100.64.0.1:40417/rootDesc.xml", "2", "upnp:rootdevice"), out ulong otherBoot));
        Assert.True(Read(Notice("http://100.64.0.1:40418/rootDesc.xml", "1", "upnp:rootdevice"), out ulong otherPort));

        Assert.Equal(life, same);
        Assert.NotEqual(life, otherBoot);
        Assert.NotEqual(life, otherPort);
    }

    [Theory]
    [InlineData("NOTIFY * HTTP/1.1\r\nNTS: ssdp:byebye\r\n\r\n")]
    [InlineData("NOTIFY * HTTP/1.1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nNTS: ssdp:alive\r\n\r\n")]
    [InlineData("M-SEARCH * HTTP/1.1\r\nNTS: ssdp:alive\r\n\r\n")]
    [InlineData("")]
    public void TryReadAlive_Refuses(string notice) => Assert.False(Read(notice, out _));

    [Fact]
    public void TryReadAlive_RefusesALongOne()
        => Assert.False(Read(Notice("http://100.64.0.1/" + new string('a', UpnpLimits.MaxReply), "1", "x"), out _));

    private static bool Read(string notice, out ulong life) => SsdpNotice.TryReadAlive(Encoding.ASCII.GetBytes(notice), out life);

    private static string Notice(string location, string boot, string type)
        => $"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nLOCATION: {location}\r\nNT: {type}\r\nNTS: ssdp:alive\r\nBOOTID.UPNP.ORG: {boot}\r\n\r\n";
}
