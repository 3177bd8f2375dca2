using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>Nobody but the router asked changes a mapping.</summary>
public sealed class ForgedAnswerTests
{
    private static readonly IPEndPoint Router = new(SimulatedRouter.Address, PcpCodec.ServerPort);
    private readonly PortMapperRun _run = new();

    public static TheoryData<string, string> Strangers => new()
    {
        { "100.64.0.2:5351", Map() },
        { "203.0.113.1:5351", Map() },
        { "100.64.0.1:5350", Map() },
        { "[::ffff:100.64.0.1]:5351", Map() },
        { "100.64.0.1:5351", Map(nonce: "ffffffffffffffffffffffff") },
        { "100.64.0.1:5351", Map(protocol: "06") },
        { "100.64.0.1:5351", Map(port: "0001") },
        { "100.64.0.1:5351", Map(version: "01") },
        { "100.64.0.1:5351", Map()[..48] },
        { "100.64.0.1:5351", "028000000000000000000091000000000000000000000000" },
        { "100.64.0.1:5351", "0081000000000091ca6cca6c00000e10" },
        { "100.64.0.1:5351", "0080000000000091cb00710a" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Step_ChangesNothing_WhenSomethingElseThanTheAnswerComes(string from, string datagram)
    {
        _run.Router.IsSilent = true;
        _run.Want(PortMapperRun.Target);
        PortMapperState before = _run.State;
        _run.Feed(new PortMapperEvent.DatagramReceived(IPEndPoint.Parse(from), Convert.FromHexString(datagram)));
        Assert.Equal(before, _run.State);

        _run.Feed(new PortMapperEvent.DatagramReceived(Router, Convert.FromHexString(Map())));
        Assert.Equal(IPEndPoint.Parse("203.0.113.10:51820"), _run.Report.External);
    }

    [Fact]
    public void Step_ChangesNothing_WhenNothingWasAsked()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        PortMapperState before = _run.State;
        _run.Feed(new PortMapperEvent.DatagramReceived(Router, Convert.FromHexString(Map(outside: "c6336401"))));

        Assert.Equal(before, _run.State);
    }

    [Theory]
    [InlineData("028100020000003c00000091000000000000000000000000")]
    [InlineData("0081000100000091")]
    public void Step_KeepsTheMapping_WhenARefusalDoesNotNameIt(string refusal)
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        _run.Router.IsSilent = true;
        _run.Run(TimeSpan.FromMinutes(0.4));
        _run.Feed(new PortMapperEvent.DatagramReceived(Router, Convert.FromHexString(refusal)));

        Assert.Equal(PortMapperPhase.Mapped, _run.State.Phase);
        Assert.Equal(PortMappingProtocol.Pcp, _run.Report.Protocol);
    }

    private static string Map(
        string version = "02", string nonce = "303132333435363738396162", string protocol = "11", string port = "ca6c", string outside = "cb00710a")
        => $"{version}81000000000e100000009100000000000000000000000{0}{nonce}{protocol}000000{port}ca6c00000000000000000000ffff{outside}";
}
