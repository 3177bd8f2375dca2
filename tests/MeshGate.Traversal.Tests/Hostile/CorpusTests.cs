using MeshGate.Traversal.Tests.Stun;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>
/// Replays Corpus, which fuzzing begins with as well: one datagram a file, in hexadecimal, named for what is wrong with it, "#" beginning a comment. An input that once
/// did harm is added there.
/// </summary>
public sealed class CorpusTests : IDisposable
{
    private readonly Prober _prober = new();

    public static TheoryData<string> Files => [.. Read(string.Empty).Select(input => input.Name)];

    /// <summary>The datagrams.</summary>
    public static IEnumerable<byte[]> Datagrams => Read(string.Empty).Select(input => input.Bytes);

    /// <summary>The inputs of a folder of Corpus, by name.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Read(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", folder), "*.hex").Order(StringComparer.Ordinal)
        select (Path.GetFileName(path), Vectors.Bytes(string.Concat(File.ReadLines(path).Where(line => !line.StartsWith('#')))));

    public void Dispose() => _prober.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Readers_Survive(string file)
    {
        byte[] datagram = Read(string.Empty).Single(input => input.Name == file).Bytes;

        Prober.FeedTurnClient(datagram);

        // Well-formed hostile inputs say so in their name, so that a parser that refuses everything does not pass.
        Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), _prober.Feed(datagram));
        Assert.DoesNotContain(_prober.Genuine, g => g.AsSpan().SequenceEqual(datagram));
    }
}
