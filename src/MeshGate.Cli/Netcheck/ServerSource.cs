using System.Collections.Immutable;
using System.Text.Json;
using MeshGate.Cli.Clusters;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Netcheck;

/// <summary>
/// Finds the STUN and TURN servers: those that were named; else those of all MeshPolicies, where a cluster can be reached; else those
/// that a daemon of this machine was last ordered to use.
/// </summary>
public static class ServerSource
{
    private const string StateFile = "state.json";
    private const int StunPort = 3478;

    /// <summary>Finds them; empty lists, with the reason in place of the source, when nobody names any.</summary>
    internal static async Task<NetcheckServers> FindAsync(NetcheckOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Stun.Length + options.Turn.Length > 0)
        {
            return new NetcheckServers([.. options.Stun.Select(ReadStun).OfType<HostEndpoint>()], [.. options.Turn.Select(ReadTurn).OfType<TurnAddress>()], "the command line");
        }

        string problem;
        try
        {
            using Cluster cluster = options.Cluster();
            return Read((await cluster.Mesh.ListAsync(Resources.MeshPolicies, new ListQuery { Limit = 500 }, cancellationToken)).Items);
        }
        catch (Exception e) when (MeshQuery.IsUnanswered(e))
        {
            problem = e.Message;
        }

        string file = Path.Combine(options.StateDirectory, StateFile);
        try
        {
            using FileStream state = File.OpenRead(file);
            using JsonDocument saved = await JsonDocument.ParseAsync(state, cancellationToken: cancellationToken);
            return ReadState(saved.RootElement, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new NetcheckServers([], [], $"no server was named, no cluster can be asked ({problem.TrimEnd('.')}), and {file} cannot be read");
        }
    }

    /// <summary>Reads a STUN server as <c>host[:port]</c>; null when it is none.</summary>
    public static HostEndpoint? ReadStun(string text)
        => HostEndpoint.TryParse(text, out HostEndpoint? endpoint) || HostEndpoint.TryParse($"{text}:{StunPort}", out endpoint) ? endpoint : null;

    /// <summary>Reads the servers out of policies.</summary>
    public static NetcheckServers Read(IEnumerable<MeshPolicy> policies)
    {
        NatTraversalSettings[] settings = [.. policies.Select(policy => policy.Spec?.NatTraversal).OfType<NatTraversalSettings>()];
        return new NetcheckServers(
            [.. settings.SelectMany(setting => setting.StunServers ?? []).Select(ReadStun).OfType<HostEndpoint>().Distinct()],
            [.. settings.SelectMany(setting => setting.TurnServers ?? []).Select(server => ReadTurn(server.Address)).OfType<TurnAddress>().Distinct()],
            "the cluster's MeshPolicies");
    }

    /// <summary>Reads the servers out of what a daemon keeps on disk.</summary>
    public static NetcheckServers ReadState(JsonElement state, string file)
    {
        JsonElement at = state;
        foreach (string name in (string[])["node", "status", "assignment", "settings", "stunServers"])
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return new NetcheckServers([], [], $"{file} names no server");
            }
        }

        ImmutableArray<HostEndpoint> stun = at.ValueKind != JsonValueKind.Array
            ? []
            : [.. at.EnumerateArray().Where(server => server.ValueKind == JsonValueKind.String).Select(server => ReadStun(server.GetString()!)).OfType<HostEndpoint>()];
        return new NetcheckServers(stun, [], file);
    }

    private static TurnAddress? ReadTurn(string text) => TurnAddress.TryParse(text, out TurnAddress? address) ? address : null;
}
