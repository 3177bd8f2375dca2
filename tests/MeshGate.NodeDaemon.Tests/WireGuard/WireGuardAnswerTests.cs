using System.Text;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.Tests.WireGuard;

/// <summary>What a user-space WireGuard says at its control socket, and what <c>wg show dump</c> makes of the same.</summary>
public sealed class WireGuardAnswerTests
{
    // Alice's and Bob's keys of RFC 7748, section 6.1.
    private const string Alice = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
    private const string Bob = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";

    private static readonly string Whole = $"""
        private_key={Alice}
        listen_port=51820
        fwmark=51966
        public_key={Bob}
        preshared_key={new string('0', 64)}
        protocol_version=1
        endpoint=[2001:db8::7]:51821
        last_handshake_time_sec=1700000000
        last_handshake_time_nsec=5
        tx_bytes=1234
        rx_bytes=99
        persistent_keepalive_interval=25
        allowed_ip=100.96.0.7/32
        allowed_ip=fd6d:6573:6867::7/128
        something_new=whatever
        public_key={Bob.Replace('4', '5')}
        last_handshake_time_sec=0
        errno=0


        """;

    [Fact]
    public void Parse_SaysWhatTheDumpSays_WhenBothAreOfOneDevice()
    {
        using var key = PrivateKey.FromBytes(Convert.FromHexString(Alice));
        string Text(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
        var dump = WireGuardDump.Parse(
            $"hidden\t{key.PublicKey}\t51820\t0xcafe\n"
            + $"{Text(Bob)}\t(none)\t[2001:db8::7]:51821\t100.96.0.7/32,fd6d:6573:6867::7/128\t1700000000\t99\t1234\t25\n"
            + $"{Text(Bob.Replace('4', '5'))}\t(none)\t(none)\t(none)\t0\t0\t0\toff\n");

        var answer = Parse(Whole);

        Assert.Equal((dump.PublicKey, dump.ListenPort, dump.FwMark), (answer.PublicKey, answer.ListenPort, answer.FwMark));
        Assert.Equal(dump.Peers.Select(Words), answer.Peers.Select(Words));
        Assert.Equal(2, answer.Peers.Length);
    }

    [Fact]
    public void Parse_ReadsADeviceWithoutAnything_WhenItIsNew()
    {
        var answer = Parse("errno=0\n\n");
        Assert.Null(answer.PublicKey);
        Assert.Equal((0, 0u), (answer.ListenPort, answer.FwMark));
        Assert.Empty(answer.Peers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("listen_port=1\n\n")]
    [InlineData("errno=22\n\n")]
    [InlineData("errno=\n\n")]
    [InlineData("private_key=77\nerrno=0\n\n")]
    [InlineData("private_key=zz076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a\nerrno=0\n\n")]
    [InlineData("public_key=77\nerrno=0\n\n")]
    [InlineData("listen_port=70000\nerrno=0\n\n")]
    [InlineData("listen_port=-1\nerrno=0\n\n")]
    [InlineData("fwmark=99999999999\nerrno=0\n\n")]
    [InlineData("PEER\nPEER\nerrno=0\n\n")]
    [InlineData("OWN\nOWN\nerrno=0\n\n")]
    [InlineData("public_key=0000000000000000000000000000000000000000000000000000000000000000\nerrno=0\n\n")]
    [InlineData("PEER\nallowed_ip=1.2.3.4.5/32\nerrno=0\n\n")]
    [InlineData("PEER\nrx_bytes=99999999999999999999\nerrno=0\n\n")]
    [InlineData("PEER\nlast_handshake_time_sec=9223372036854775807\nerrno=0\n\n")]
    public void Parse_Refuses_WhenItIsNoWholeAnswer(string text) =>
        Assert.Throws<FormatException>(() => Parse(
            text.Replace("PEER", $"public_key={Bob}", StringComparison.Ordinal).Replace("OWN", $"private_key={Alice}", StringComparison.Ordinal)));

    [Fact]
    public void Parse_NeverThrowsAnythingElse_WhenItIsNonsense()
    {
        var random = new Random(7);
        var whole = Encoding.ASCII.GetBytes(Whole);
        for (var i = 0; i < 20_000; i++)
        {
            byte[] altered = [.. whole[..random.Next(whole.Length + 1)]];
            for (var k = 0; k < random.Next(6) && altered.Length > 0; k++)
            {
                altered[random.Next(altered.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = WireGuardAnswer.Parse(altered);
            }
            catch (FormatException)
            {
                // Said.
            }
        }
    }

    [Fact]
    public void Parse_GivesEachPeerItsOwnNetworks_WhenThereAreVeryMany()
    {
        // Were they gathered by copying, this would take hours.
        var networks = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"allowed_ip=10.{i >> 16}.{i >> 8 & 255}.{i & 255}/32\n"));
        var answer = Parse($"public_key={Bob}\n{networks}public_key={Alice}\nallowed_ip=100.96.0.1/32\nerrno=0\n\n");
        Assert.Equal([300_000, 1], answer.Peers.Select(peer => peer.AllowedIPs.Length));
    }

    [Theory]
    [InlineData("endpoint=nowhere")]
    [InlineData("endpoint=")]
    public void Parse_LeavesTheEndpointOut_WhenItIsNone(string line) =>
        Assert.Null(Assert.Single(Parse($"public_key={Bob}\n{line}\nerrno=0\n\n").Peers).Endpoint);

    [Fact]
    public void Parse_KnowsNoKey_WhenItIsAllZeros() => Assert.Null(Parse($"private_key={new string('0', 64)}\nerrno=0\n\n").PublicKey);

    [Fact]
    public void Parse_RepeatsNothingOfTheText_WhenItRefuses()
    {
        var error = Assert.Throws<FormatException>(() => Parse($"private_key={Alice[..63]}x\nerrno=0\n\n"));
        Assert.DoesNotContain("77076d", error.ToString(), StringComparison.Ordinal);
    }

    private static string Words(WireGuardPeerState peer) =>
        $"{peer.PublicKey} {peer.Endpoint} {string.Join(',', peer.AllowedIPs)} {peer.LatestHandshake} {peer.ReceivedBytes} {peer.SentBytes} {peer.PersistentKeepalive}";

    private static WireGuardState Parse(string text) => WireGuardAnswer.Parse(Encoding.ASCII.GetBytes(text));
}
