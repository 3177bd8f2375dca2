using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Tests.Api.Storage;

public sealed class ObjectLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("data");

    [Fact]
    public void Open_RestoresWhatWasKept()
    {
        using (ObjectLog log = ObjectLog.Open(Path))
        {
            log.Append("things", Thing("a", 2), false);
            log.Append("things", Thing("b", 3), false);
            log.Append("things", Thing("a", 4), true);
        }

        using ObjectLog again = ObjectLog.Open(Path);

        Assert.Equal(4, again.ResourceVersion);
        LoggedObject only = Assert.Single(again.Objects);
        Assert.Equal(("things", "b", 3L), (only.Resource, only.Object.Key.Name, only.Object.ResourceVersion));
    }

    [Fact]
    public void Open_DropsATornLastLine()
    {
        using (ObjectLog log = ObjectLog.Open(Path))
        {
            log.Append("things", Thing("a", 2), false);
        }

        File.AppendAllText(Path, """{"version":3,"resource":"things","name":"b","obj""");
        using (ObjectLog torn = ObjectLog.Open(Path))
        {
            Assert.Equal(2, torn.ResourceVersion);
            torn.Append("things", Thing("c", 3), false);
        }

        using ObjectLog again = ObjectLog.Open(Path);
        Assert.Equal(["a", "c"], again.Objects.Select(item => item.Object.Key.Name).Order());
    }

    [Fact]
    public void Open_NamesTheLine_WhenItIsNoRecord()
    {
        File.WriteAllText(Path, "{\"version\":1}\nrubbish\n{\"version\":2}\n");

        Assert.Contains("data:2:", Assert.Throws<InvalidDataException>(() => ObjectLog.Open(Path)).Message, StringComparison.Ordinal);
        Assert.StartsWith("{\"version\":1}\nrubbish", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Fails_WhenSomebodyHasTheFile()
    {
        using ObjectLog log = ObjectLog.Open(Path);

        Assert.ThrowsAny<IOException>(() => ObjectLog.Open(Path));
    }

    [Fact]
    public void Open_KeepsTheFileForItsOwner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are not Windows'");
        using ObjectLog log = ObjectLog.Open(Path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Path));
    }

    [Fact]
    public void Rewrite_LeavesOnlyWhatIsGiven()
    {
        using (ObjectLog log = ObjectLog.Open(Path))
        {
            for (int i = 2; i < 1000; i++)
            {
                log.Append("things", Thing("a", i), false);
            }

            log.Rewrite(999, [new LoggedObject("things", Thing("a", 999))]);
            log.Append("things", Thing("b", 1000), false);
        }

        Assert.Equal(3, File.ReadAllLines(Path).Length);
        using ObjectLog again = ObjectLog.Open(Path);
        Assert.Equal((1000L, 2), (again.ResourceVersion, again.Objects.Count));
    }

    public void Dispose() => _directory.Dispose();

    private static StoredObject Thing(string name, long version) =>
        new(new ObjectKey("room", name), version, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
}
