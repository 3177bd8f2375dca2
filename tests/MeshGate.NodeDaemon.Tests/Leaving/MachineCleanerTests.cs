using MeshGate.NodeDaemon.Leaving;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Tests.Leaving;

public sealed class MachineCleanerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-leave").FullName;
    private readonly List<string> _commands = [];
    private bool _exists = true;
    private bool _comesBack;

    [Fact]
    public async Task CleanAsync_TakesAwayInterfaceTablesAndFiles_AndNothingElse()
    {
        foreach (var name in (string[])["private.key", "token", "state.json", "state.json.new", "port-mapping.json", "of-somebody-else"])
        {
            await File.WriteAllTextAsync(Path.Combine(_directory, name), "x", TestContext.Current.CancellationToken);
        }

        Assert.Null(await CleanAsync());

        Assert.Contains("ip link delete dev mesh0", _commands);
        Assert.Contains("nft -f -: table inet meshgate-mesh0\ndelete table inet meshgate-mesh0\ntable inet meshgate-gateway-mesh0\ndelete table inet meshgate-gateway-mesh0\ntable inet meshgate-flows-mesh0\ndelete table inet meshgate-flows-mesh0\n", _commands);
        Assert.Equal(["of-somebody-else"], Directory.EnumerateFileSystemEntries(_directory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task CleanAsync_RemovesTheDirectory_WhenNothingElseIsInIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "private.key"), "x", TestContext.Current.CancellationToken);

        Assert.Null(await CleanAsync());

        Assert.False(Directory.Exists(_directory));
        Assert.Null(await CleanAsync());
    }

    [Fact]
    public async Task CleanAsync_SaysThatTheInterfaceIsLeft_WhenItComesBack()
    {
        _comesBack = true;

        Assert.Contains("does wireguard-go still run?", await CleanAsync(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private Task<string?> CleanAsync() => new MachineCleaner("mesh0", _directory, new Runner(this)).CleanAsync(TestContext.Current.CancellationToken);

    private sealed class Runner(MachineCleanerTests test) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
        {
            var command = $"{file} {string.Join(' ', arguments)}";
            test._commands.Add(input is null ? command : $"{command}: {input}");
            var result = new ProcessResult(command.StartsWith("ip link show", StringComparison.Ordinal) && !test._exists ? 1 : 0, string.Empty, string.Empty);
            test._exists &= test._comesBack || !command.StartsWith("ip link delete", StringComparison.Ordinal);
            return Task.FromResult(result);
        }
    }
}
