using MeshGate.NodeDaemon.Storage;

namespace MeshGate.NodeDaemon.Tests.Storage;

public sealed class NodeKeyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-key-").FullName;

    [Fact]
    public void LoadOrCreate_KeepsTheKeyItMade_WhenTheDaemonStartsAgain()
    {
        using var first = NodeKey.LoadOrCreate(new NodeStore(_directory));
        using var second = NodeKey.LoadOrCreate(new NodeStore(_directory));

        Assert.Equal(first.PublicKey, second.PublicKey);
    }

    [Fact]
    public void LoadOrCreate_LetsNobodyElseReadTheFile()
    {
        using var key = NodeKey.LoadOrCreate(new NodeStore(_directory));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, NodeKey.FileName)));
    }

    [Fact]
    public void LoadOrCreate_RefusesAndKeepsTheFile_WhenItHoldsNoKey()
    {
        var file = Path.Combine(_directory, NodeKey.FileName);
        File.WriteAllText(file, "damaged");

        var error = Assert.Throws<InvalidDataException>(() => NodeKey.LoadOrCreate(new NodeStore(_directory)));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Equal("damaged", File.ReadAllText(file));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
