using System.Text.Json;
using MeshGate.Lab.Actions;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Pages;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Browser.Tests.Machines;

/// <summary>
/// The fifty machines of the large demonstration, real daemons and WireGuards behind real NATs, joined as it joins them, and their page as
/// <c>meshgate-lab</c> serves it. All of it is taken away at the end, and it is an error if anything is left.
/// </summary>
public sealed class FiftyMachines : IAsyncLifetime
{
    /// <summary>How many machines are of the mesh.</summary>
    public const int Count = 50;

    private RunningLab? _lab;
    private LabPage? _page;

    /// <summary>The lab.</summary>
    public RunningLab Lab => _lab!;

    /// <summary>Where the page is.</summary>
    public Uri Address => _page!.Address;

    /// <summary>The names of the machines, in order.</summary>
    public IReadOnlyList<string> Names => [.. Lab.Machines.Values.Where(machine => machine.Daemon is not null).Select(machine => machine.Spec.Name).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Scenario whole = ScenarioParser.Load(Path.Combine(LabBinaries.SourceTree() ?? ".", "lab", "demo", "fifty-machines.yaml"));
        Scenario scenario = whole with { Steps = [.. whole.Steps.TakeWhile(step => step.Action is not OperationsAction)] };
        var options = new LabOptions(LabBinaries.Find(null, null), "run") { Pace = new Pace((int)Math.Ceiling(Quickness.Slow)) };
        if (LabRequirements.Missing(scenario, options) is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        long start = TimeProvider.System.GetTimestamp();
        _lab = await LabBuilder.BuildAsync(scenario, options, _ => { }, cancellationToken);
        try
        {
            _page = await LabPage.StartAsync(_lab, 0, _ => { }, cancellationToken);
            RunResult joined = await ScenarioRunner.RunAsync(_lab, new Unobserved(), cancellationToken);
            Assert.True(joined.Passed, string.Join("\n", joined.Steps.Where(step => !step.Passed).Select(step => $"{step.Title}: {step.Detail}")));
            Console.WriteLine($"{Count} machines joined and came to rest after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>What every machine says of itself, by <c>/statusz</c>.</summary>
    internal async Task<IReadOnlyList<SaidByMachine>> AskAllAsync(CancellationToken cancellationToken)
        => await Task.WhenAll(Names.Select(name => AskAsync(name, cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_lab is not { } lab)
        {
            return;
        }

        _lab = null;
        if (_page is { } page)
        {
            await page.DisposeAsync();
        }

        await lab.DisposeAsync();
        Assert.Empty(Leftovers.Of(lab.Directory));
    }

    private async Task<SaidByMachine> AskAsync(string name, CancellationToken cancellationToken)
    {
        using HttpClient client = NamespaceHttp.Client(Lab.Machines[name].Network, MetricsReader.DaemonPort);
        using JsonDocument page = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsReader.DaemonPort}/statusz"), cancellationToken));
        JsonElement sessions = page.RootElement.GetProperty("sessions");
        return new SaidByMachine(
            name,
            Number("direct"),
            Number("relay"),
            Number("turn"),
            Number("none"),
            page.RootElement.GetProperty("notDirect").EnumerateArray().ToDictionary(
                peer => peer.GetProperty("name").GetString()!,
                peer => peer.TryGetProperty("via", out JsonElement via) ? via.GetString()! : string.Empty,
                StringComparer.Ordinal));

        int Number(string kind) => sessions.GetProperty(kind).GetInt32();
    }

    private sealed class Unobserved : IRunObserver
    {
        public void Say(string text)
        {
        }

        public void Begin(string title)
        {
        }

        public void End(StepResult result)
        {
        }
    }
}
