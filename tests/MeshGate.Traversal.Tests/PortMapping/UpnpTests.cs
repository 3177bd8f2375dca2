using System.Net;
using System.Text;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Traversal.Tests.PortMapping;

public sealed class UpnpTests
{
    private static readonly IPAddress Gateway = IPAddress.Parse("100.64.0.1");
    private static readonly Uri Location = new("http://100.64.0.1:36475/rootDesc.xml");

    [Fact]
    public void TryReadReply_ReadsTheLocation_AsARouterWroteIt()
    {
        byte[] reply = Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
            + "USN: uuid:1::urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\nEXT:\r\nSERVER: Debian UPnP/1.1 MiniUPnPd/2.3.1\r\n"
            + "location: http://100.64.0.1:36475/rootDesc.xml\r\nOPT: \"http://schemas.upnp.org/upnp/1/0/\"; ns=01\r\n\r\n");

        Assert.True(SsdpSearch.TryReadReply(reply, Gateway, Gateway, out Uri? location));
        Assert.Equal(Location, location);
        Assert.False(SsdpSearch.TryReadReply(reply, IPAddress.Parse("100.64.0.2"), Gateway, out _));
    }

    [Theory]
    [InlineData("NOTIFY * HTTP/1.1\r\nLOCATION: http://100.64.0.1/\r\n\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\nLOCATION: http://100.64.0.1/\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION:\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: http://100.64.0.2/\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: http://router.example/\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: \u00e4\r\n\r\n")]
    [InlineData("")]
    public void TryReadReply_Refuses(string reply)
        => Assert.False(SsdpSearch.TryReadReply(Encoding.Latin1.GetBytes(reply), Gateway, Gateway, out _));

    [Theory]
    [InlineData("https://100.64.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://100.64.0.1/")]
    [InlineData("http://100.64.0.1@198.51.100.1/")]
    [InlineData("http://user:secret@100.64.0.1/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://100.64.0.1.example/")]
    [InlineData("http://[::ffff:100.64.0.1]/")]
    [InlineData("http://100.64.0.1:0/")]
    [InlineData("http://100.64.0.1:99999/")]
    [InlineData("http://100.64.0.1/a b")]
    [InlineData("http://100.64.0.1/\r\nX: y")]
    [InlineData("//198.51.100.1/")]
    [InlineData("rootDesc.xml")]
    [InlineData("/rootDesc.xml")]
    [InlineData("")]
    public void TryRead_Refuses_WhatIsNotAtTheRouter(string url)
        => Assert.False(GatewayUrl.TryRead(url, null, Gateway, out _));

    [Theory]
    [InlineData("/ctl/IPConn", "http://100.64.0.1:36475/ctl/IPConn")]
    [InlineData("ctl/IPConn", "http://100.64.0.1:36475/ctl/IPConn")]
    [InlineData("http://100.64.0.1:80/ctl", "http://100.64.0.1/ctl")]
    [InlineData("//198.51.100.1/ctl", null)]
    [InlineData("http://198.51.100.1/ctl", null)]
    public void TryRead_ResolvesAgainstTheRouter(string url, string? expected)
    {
        bool isRead = GatewayUrl.TryRead(url, Location, Gateway, out Uri? read);

        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected, read?.AbsoluteUri);
    }

    [Fact]
    public void TryReadDescription_TakesTheBestService_OfThoseAtTheRouter()
    {
        Assert.True(IgdDescription.TryRead(Describe("", ("WANPPPConnection:1", "/ppp"), ("Layer3Forwarding:1", "/l3"), ("WANIPConnection:1", "/ip")), Location, Gateway, out IgdService? service));
        Assert.Equal(new IgdService("urn:schemas-upnp-org:service:WANIPConnection:1", new Uri("http://100.64.0.1:36475/ip")), service);

        Assert.True(IgdDescription.TryRead(Describe("", ("WANIPConnection:2", "http://198.51.100.1/"), ("WANPPPConnection:1", "/ppp")), Location, Gateway, out service));
        Assert.Equal("http://100.64.0.1:36475/ppp", service.Control.AbsoluteUri);
    }

    [Theory]
    [InlineData("<URLBase>http://100.64.0.1:5000/</URLBase>", "http://100.64.0.1:5000/ip")]
    [InlineData("<URLBase>http://198.51.100.1/</URLBase>", "http://100.64.0.1:36475/ip")]
    public void TryReadDescription_HeedsABase_OnlyAtTheRouter(string head, string expected)
    {
        Assert.True(IgdDescription.TryRead(Describe(head, ("WANIPConnection:1", "/ip")), Location, Gateway, out IgdService? service));
        Assert.Equal(expected, service.Control.AbsoluteUri);
    }

    [Fact]
    public void TryReadDescription_Refuses_WhatIsTooMuch()
    {
        (string, string)[] services = [("WANIPConnection:1", "/ip")];
        string deep = string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100));
        string wide = string.Concat(Enumerable.Repeat("<a/>", 5000));

        Assert.False(IgdDescription.TryRead(Describe(deep, services), Location, Gateway, out _));
        Assert.False(IgdDescription.TryRead(Describe(wide, services), Location, Gateway, out _));
        Assert.False(IgdDescription.TryRead(Describe(new string(' ', UpnpLimits.MaxDocument), services), Location, Gateway, out _));
    }

    [Fact]
    public void TryReadDescription_Refuses_WhatDeclaresADocumentType()
    {
        byte[] document = [.. "<!DOCTYPE r [<!ENTITY a \"b\">]>"u8, .. Describe("", ("WANIPConnection:1", "/ip"))];

        Assert.False(IgdDescription.TryRead(document, Location, Gateway, out _));
    }

    [Fact]
    public void Encode_WritesACall()
    {
        string text = Encoding.UTF8.GetString(SoapCall.AddMapping(40000, IPAddress.Parse("100.64.0.10"), 51820, 3600).Encode("urn:t"));

        Assert.Contains("<u:AddPortMapping xmlns:u=\"urn:t\"><NewRemoteHost></NewRemoteHost><NewExternalPort>40000</NewExternalPort>", text, StringComparison.Ordinal);
        Assert.Contains("<NewProtocol>UDP</NewProtocol><NewInternalPort>51820</NewInternalPort><NewInternalClient>100.64.0.10</NewInternalClient>", text, StringComparison.Ordinal);
        Assert.Contains("<NewLeaseDuration>3600</NewLeaseDuration>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ReadsAnswersAndFaults()
    {
        Assert.Equal(
            new SoapReply(null, IPAddress.Parse("203.0.113.10")),
            SoapReply.Read(Envelope("<u:GetExternalIPAddressResponse xmlns:u=\"urn:t\"><NewExternalIPAddress>203.0.113.10</NewExternalIPAddress></u:GetExternalIPAddressResponse>"), false));
        Assert.Equal(
            new SoapReply(718, null),
            SoapReply.Read(Envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError xmlns=\"urn:schemas-upnp-org:control-1-0\"><errorCode>718</errorCode></UPnPError></detail></s:Fault>"), true));
        Assert.Equal(new SoapReply(501, null), SoapReply.Read(Envelope("<s:Fault/>"), true));
        Assert.Equal(new SoapReply(null, null), SoapReply.Read(Envelope("<NewExternalIPAddress>1</NewExternalIPAddress>"), false));
        Assert.Null(SoapReply.Read("<html>"u8.ToArray(), false));
    }

    [Theory]
    [InlineData(718, "another machine has that outside port")]
    [InlineData(725, "the router maps without end only")]
    [InlineData(606, "the router does not allow this machine a mapping")]
    [InlineData(12345, "the router refused with error 12345")]
    public void Describe_HasWordsForErrors(int error, string words) => Assert.Equal(words, SoapReply.Describe(error));

    internal static byte[] Describe(string head, params (string Type, string Control)[] services) => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\">{head}<device><deviceList><device><serviceList>"
        + string.Concat(services.Select(s => $"<service><serviceType>urn:schemas-upnp-org:service:{s.Type}</serviceType><controlURL>{s.Control}</controlURL></service>"))
        + "</serviceList></device></deviceList></device></root>");

    internal static byte[] Envelope(string body) => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{body}</s:Body></s:Envelope>");
}
