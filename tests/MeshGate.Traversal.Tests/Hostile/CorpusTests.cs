using MeshGate.Traversal.Tests.Stun;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>
/// Replays Corpus: one datagram a file, in hexadecimal, named for what is wrong with it, "#" beginning a comment. An input that once
/// did harm is added there.
/// </summary>
public sealed class CorpusTests : IDisposable
{
    private readonly Prober _prober = new();

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.hex").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    public void Dispose() => _prober.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Readers_Survive(string file)
    {
        IEnumerable<string> lines = File.ReadLines(Path.Combine(Folder, file)).Where(l => !l.StartsWith('#'));
        byte[] datagram = Vectors.Bytes(string.Concat(lines));

        Prober.FeedTurnClient(datagram);

        // Well-formed hostile inputs say so in their name, so that a parser that refuses everything does not pass.
        Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), _prober.Feed(datagram));
        Assert.DoesNotContain(_prober.Genuine, g => g.AsSpan().SequenceEqual(datagram));
    }
}
