using MeshGate.Lab.Machines;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Links;

/// <summary>The links of a lab's regions: starts them, and changes, cuts and heals them.</summary>
public sealed class LinkBoard
{
    private readonly LabParts _parts;
    private readonly RunningLab _lab;
    private readonly Dictionary<string, LinkState> _states;

    internal LinkBoard(RunningLab lab, LabParts parts)
    {
        (_lab, _parts) = (lab, parts);
        _states = parts.Scenario.Regions.ToDictionary(r => r.Name, r => new LinkState(r.Link, IsCut: false), StringComparer.Ordinal);
    }

    /// <summary>Changes a region's link while it runs.</summary>
    /// <exception cref="LabException">The values do not fit those that the link has, or the link does not answer.</exception>
    public Task ChangeAsync(string region, LinkPatch patch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var spec = patch.Apply(_states[region].Spec);
        return spec.Problem is { } problem
            ? throw new LabException($"The link of {region} cannot be changed so: {problem}.")
            : SetAsync(region, _states[region] with { Spec = spec }, cancellationToken);
    }

    /// <summary>Cuts a region off from all others, or brings it back.</summary>
    public Task CutAsync(string region, bool isCut, CancellationToken cancellationToken) =>
        SetAsync(region, _states[region] with { IsCut = isCut }, cancellationToken);

    /// <summary>Brings all regions back; their links stay otherwise as they are.</summary>
    public Task HealAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_states.Where(s => s.Value.IsCut).Select(s => s.Key).ToArray().Select(r => CutAsync(r, isCut: false, cancellationToken)));

    /// <summary>What each region's link did so far, by the region's name.</summary>
    public async Task<IReadOnlyDictionary<string, LinkReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var reports = new Dictionary<string, LinkReport>(StringComparer.Ordinal);
        foreach (var region in _states.Keys)
        {
            reports[region] = await LinkControl.AskAsync(Socket(region), null, cancellationToken);
        }

        return reports;
    }

    /// <summary>Starts the forwarders and returns once all of them carry packets.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_states.Count > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Socket(string.Empty))!);
        }

        await Task.WhenAll(_states.Keys.ToArray().Select(region => StartAsync(region, cancellationToken)));
    }

    private async Task StartAsync(string region, CancellationToken cancellationToken)
    {
        var plan = _parts.Plan.Regions[region];
        var name = $"{region}/link";
        var process = _parts.Processes[name] = new LabProcess(
            new ProcessSpec(name, null, Path.Combine(_parts.Directory.Logs, $"{region}-link.log"),
            _parts.Processors.Place(region,
            [
                _parts.Binaries.Lab, "link",
                "--netns", plan.Router.Namespace, "--device", RegionPlan.Uplink,
                "--far-netns", _parts.Plan.Internet.Namespace, "--far-device", plan.InternetPort,
                "--control", Socket(region),
            ])) { IsNetwork = true },
            _parts.Directory);
        process.Start();
        await _lab.UntilAsync(process, () => IsToldAsync(region, cancellationToken), cancellationToken);
        await LinkReadiness.WaitAsync(plan.Router.Namespace, "tun", cancellationToken);
    }

    private async Task<bool> IsToldAsync(string region, CancellationToken cancellationToken)
    {
        try
        {
            await SetAsync(region, _states[region], cancellationToken);
            return true;
        }
        catch (LabException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private async Task SetAsync(string region, LinkState state, CancellationToken cancellationToken)
    {
        _states[region] = state;
        await LinkControl.AskAsync(Socket(region), state, cancellationToken);
    }

    private string Socket(string region) => _parts.Directory.File($"links/{region}.sock");
}
