using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using FsCheck.Xunit;
using MeshGate.Traversal.PortMapping;
using MeshGate.Traversal.PortMapping.Upnp;
using MeshGate.Traversal.Tests.Hostile;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>
/// Feeds every reader of routers' answers with what no router would send. Corpus/PortMapping has inputs worth keeping: datagrams in
/// hexadecimal (.hex, "#" beginning a comment) and documents (.xml).
/// </summary>
public sealed class HostileReplyTests(ITestOutputHelper output)
{
    private const int Seed = 20251124;
    private const int Target = 3_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    private static readonly byte[][] Datagrams =
    [
        Convert.FromHexString("0281000000000e100000009100000000000000000000000030313233343536373839616211000000ca6cca6c00000000000000000000ffffcb00710a"),
        Convert.FromHexString("028000000000000000000091000000000000000000000000"),
        Convert.FromHexString("0080000000000091cb00710a"),
        Convert.FromHexString("0081000000000091ca6cca6c00000e10"),
        Encoding.ASCII.GetBytes("NOTIFY * HTTP/1.1\r\nLOCATION: http://100.64.0.1/\r\nNTS: ssdp:alive\r\nBOOTID.UPNP.ORG: 1\r\n\r\n"),
        Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: http://100.64.0.1:36475/rootDesc.xml\r\n\r\n"),
    ];

    private static readonly byte[][] Documents =
    [
        UpnpTests.Describe("<URLBase>http://100.64.0.1/</URLBase>", ("WANIPConnection:1", "/ip"), ("WANPPPConnection:1", "/ppp")),
        UpnpTests.Envelope("<u:R xmlns:u=\"urn:t\"><NewExternalIPAddress>203.0.113.10</NewExternalIPAddress></u:R>"),
        UpnpTests.Envelope("<s:Fault><detail><UPnPError xmlns=\"urn:x\"><errorCode>718</errorCode></UPnPError></detail></s:Fault>"),
    ];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus", "PortMapping");

    [Theory]
    [MemberData(nameof(Files))]
    public void Readers_Survive_TheCorpus(string file)
    {
        string path = Path.Combine(Folder, file);
        byte[] bytes = file.EndsWith(".hex", StringComparison.Ordinal)
            ? Convert.FromHexString(string.Concat(File.ReadLines(path).Where(line => !line.StartsWith('#'))))
            : File.ReadAllBytes(path);

        // Well-formed hostile inputs say so in their name, so that a reader that refuses everything does not pass.
        Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), Feed(bytes));
    }

    [Property(MaxTest = 1000)]
    public void Readers_Survive_AnyBytes(byte[] bytes) => Feed(bytes);

    [Fact]
    public void Readers_RefuseEveryTruncation_OfADatagramOfFixedLength()
    {
        foreach (byte[] datagram in Datagrams[..4])
        {
            for (int length = 0; length < datagram.Length; length++)
            {
                bool isRead = PcpCodec.TryReadResponse(datagram.AsSpan(0, length), out _)
                    || NatPmpCodec.TryReadResponse(datagram.AsSpan(0, length), out _);
                Assert.False(isRead, $"{length} bytes of {Convert.ToHexString(datagram)}");
            }
        }
    }

    [Fact]
    public void Readers_SurviveEveryTruncation_OfADocument()
    {
        foreach (byte[] document in Documents)
        {
            Assert.True(Feed(document));
            for (int length = 0; length < document.Length; length++)
            {
                Assert.False(Feed(document[..length]));
            }
        }
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Readers_Survive_Mutations()
    {
        var random = new Random(Seed);
        byte[][] seeds = [.. Datagrams, .. Documents];
        var budget = new FuzzBudget(Target, Limit);
        int count = 0;
        int read = 0;
        for (; budget.Allows(count); count++)
        {
            byte[] seed = seeds[count % 16 == 0 ? random.Next(seeds.Length) : random.Next(Datagrams.Length)];
            byte[] bytes = Mutate(random, seed);
            try
            {
                read += Feed(bytes) ? 1 : 0;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Assert.Fail($"Add this to the corpus: {Convert.ToHexString(bytes)}\n{e}");
            }
        }

        budget.Report(output, count, $"mutated replies, {read} of them read");
        Assert.True(read > count / 50, "The mutations hardly reach beyond the first byte.");
    }

    /// <summary>Whether any reader reads it; what must not happen shows as an exception.</summary>
    private static bool Feed(byte[] bytes)
    {
        IPAddress gateway = SimulatedRouter.Address;
        bool isPcp = PcpCodec.TryReadResponse(bytes, out PcpResponse pcp);
        bool isNatPmp = NatPmpCodec.TryReadResponse(bytes, out NatPmpResponse natPmp);
        _ = PortMappingWords.Describe(pcp.Result) + PortMappingWords.Describe(natPmp.Result);
        var run = new PortMapperRun();
        run.Router.IsSilent = true;
        run.Want(PortMapperRun.Target);
        run.Feed(new PortMapperEvent.DatagramReceived(new IPEndPoint(gateway, PcpCodec.ServerPort), bytes));
        if (run.State.Mapped is not null && !(isPcp && pcp.Mapping?.Nonce == PortMapperRun.Target.Nonce))
        {
            throw new InvalidOperationException("A mapping of somebody else's was taken.");
        }

        bool isReply = SsdpSearch.TryReadReply(bytes, gateway, gateway, out Uri? location) | SsdpNotice.TryReadAlive(bytes, out _);
        if (bytes.Length == 0 || bytes[0] != '<')
        {
            // What is no XML by its first byte costs an XML reader an exception, and tells nothing more.
            return isPcp || isNatPmp || isReply;
        }

        bool isDescription = IgdDescription.TryRead(bytes, new Uri("http://100.64.0.1/"), gateway, out IgdService? service);
        foreach (Uri? url in (Uri?[])[location, service?.Control])
        {
            if (url is not null && url.Host != gateway.ToString())
            {
                throw new InvalidOperationException("A URL points elsewhere.");
            }
        }

        SoapReply? soap = SoapReply.Read(bytes, false);
        return isPcp || isNatPmp || isReply || isDescription || soap is not null;
    }

    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    private static byte[] Mutate(Random random, byte[] seed)
    {
        List<byte> bytes = [.. seed];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(Math.Min(bytes.Count - at, 16) + 1));
                    break;
                case 3:
                    bytes.InsertRange(at, seed[random.Next(seed.Length)..]);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), 4 * random.Next(8)));
                    break;
            }
        }

        return [.. bytes];
    }
}
