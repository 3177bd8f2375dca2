using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using FsCheck.Xunit;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.PortMapping;
using MeshGate.Traversal.PortMapping.Upnp;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>
/// Feeds every reader of routers' answers with what no router would send. Corpus/PortMapping has inputs worth keeping: datagrams in
/// hexadecimal (.hex, "#" beginning a comment) and documents (.xml).
/// </summary>
public sealed class HostileReplyTests(ITestOutputHelper output)
{
    private const int Seed = 20251124;
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
        // Well-formed hostile inputs say so in their name, so that a reader that refuses everything does not pass.
        Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), Feed(Read(Path.Combine(Folder, file))));
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
        byte[][] corpus = [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Select(Read).Where(bytes => bytes.Length > 0)];
        byte[][] datagrams = [.. Datagrams, .. corpus.Where(bytes => bytes[0] != '<')];
        var budget = new FuzzBudget(Limit);
        while (budget.IsLeft)
        {
            budget.Feed(Mutate(random, datagrams[random.Next(datagrams.Length)]), bytes => Feed(bytes, budget));
        }

        budget.Report(output);
        Assert.True(budget.ReadBy("PCP") > budget.Made / 50 && budget.ReadBy("NAT-PMP") > budget.Made / 50, "The mutations hardly reach beyond the first byte.");
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Documents_Survive_Mutations()
    {
        var random = new Random(Seed);
        byte[][] seeds = [.. Documents, .. Directory.EnumerateFiles(Folder, "*.xml").Order(StringComparer.Ordinal).Select(Read)];
        var budget = new FuzzBudget(Limit, share: 100);
        while (budget.IsLeft)
        {
            budget.Feed(Mutate(random, seeds[random.Next(seeds.Length)]), bytes => FeedDocument(bytes, budget));
        }

        budget.Report(output);
        Assert.True(budget.ReadBy("UPnP SOAP reply") > budget.Made / 50, "The mutations leave no document well-formed.");
    }

    private static byte[] Read(string path) => path.EndsWith(".hex", StringComparison.Ordinal)
        ? Convert.FromHexString(string.Concat(File.ReadLines(path).Where(line => !line.StartsWith('#'))))
        : File.ReadAllBytes(path);

    /// <summary>Whether any reader reads it; what must not happen shows as an exception.</summary>
    private static bool Feed(byte[] bytes, FuzzBudget? budget = null)
    {
        bool Count(string parser, bool isRead) => budget?.Count(parser, isRead) ?? isRead;

        IPAddress gateway = SimulatedRouter.Address;
        bool isPcp = Count("PCP", PcpCodec.TryReadResponse(bytes, out PcpResponse pcp));
        bool isNatPmp = Count("NAT-PMP", NatPmpCodec.TryReadResponse(bytes, out NatPmpResponse natPmp));
        _ = PortMappingWords.Describe(pcp.Result) + PortMappingWords.Describe(natPmp.Result);
        if (isPcp || isNatPmp)
        {
            FeedMapper(bytes, isPcp && pcp.Mapping?.Nonce == PortMapperRun.Target.Nonce);
        }

        bool isReply = Count("SSDP", SsdpSearch.TryReadReply(bytes, gateway, gateway, out Uri? location) | SsdpNotice.TryReadAlive(bytes, out _));
        Require(location);

        // What is no XML by its first byte costs an XML reader an exception, and tells nothing more.
        return isPcp || isNatPmp || isReply || (bytes is [(byte)'<', ..] && FeedDocument(bytes));
    }

    private static void FeedMapper(byte[] bytes, bool isOurs)
    {
        var run = new PortMapperRun();
        run.Router.IsSilent = true;
        run.Want(PortMapperRun.Target);
        run.Feed(new PortMapperEvent.DatagramReceived(new IPEndPoint(SimulatedRouter.Address, PcpCodec.ServerPort), bytes));
        if (run.State.Mapped is not null && !isOurs)
        {
            throw new InvalidOperationException("A mapping of somebody else's was taken.");
        }
    }

    private static bool FeedDocument(byte[] bytes, FuzzBudget? budget = null)
    {
        bool isDescription = IgdDescription.TryRead(bytes, new Uri("http://100.64.0.1/"), SimulatedRouter.Address, out IgdService? service);
        Require(service?.Control);
        bool isSoap = SoapReply.Read(bytes, false) is not null;
        budget?.Count("UPnP description", isDescription);
        budget?.Count("UPnP SOAP reply", isSoap);
        return isDescription || isSoap;
    }

    private static void Require(Uri? url)
    {
        if (url is not null && url.Host != SimulatedRouter.Address.ToString())
        {
            throw new InvalidOperationException("A URL points elsewhere.");
        }
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
