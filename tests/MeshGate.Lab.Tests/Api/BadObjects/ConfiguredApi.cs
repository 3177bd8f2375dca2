using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Api.BadObjects;

/// <summary>One server with the definitions of <c>config/crd</c> for a whole class of tests; their objects have different names.</summary>
public sealed class ConfiguredApi : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
        => Host = await ApiHost.StartAsync(options => options with { DefinitionPaths = [Path.Combine(LabProgram.Tree, "config", "crd")] });

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
