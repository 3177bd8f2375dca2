using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// Speaks to a device: at its control socket where a user-space WireGuard listens, which costs no process for each look and each change, else through
/// <c>wg</c> (wg(8)), which knows the kernel's. A key is given by <c>wg</c> alone, which reads it from its file.
/// </summary>
/// <param name="interfaceName">The device.</param>
/// <param name="processes">Runs <c>wg</c>.</param>
/// <param name="time">Bounds how long the socket is waited for.</param>
/// <param name="controlSocket">Where a user-space WireGuard would listen (<see cref="WireGuardSocket.PathOf"/>); null never to look.</param>
public sealed class WgTool(string interfaceName, IProcessRunner processes, TimeProvider time, string? controlSocket = null) : IWireGuardDevice
{
    /// <summary>Keeps a command line well under the kernel's limit.</summary>
    private const int PeersPerCall = 100;

    private WireGuardConfig? _applied;

    /// <inheritdoc/>
    public async Task<WireGuardState?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken) is { } state)
        {
            return state;
        }

        var result = await processes.RunAsync("wg", ["show", interfaceName, "dump"], null, cancellationToken);
        if (result.ExitCode == 0)
        {
            return WireGuardDump.Parse(result.Output);
        }

        return result.Error.Contains("No such device", StringComparison.Ordinal) || result.Error.Contains("No such file", StringComparison.Ordinal)
            ? null
            : throw new IOException($"'wg show {interfaceName}' failed: {result.Error.Trim()}");
    }

    /// <inheritdoc/>
    public async Task<WireGuardState> SetAsync(WireGuardConfig wanted, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken) ?? throw new IOException($"there is no WireGuard interface '{interfaceName}'");
        if (WireGuardDelta.Device(state, wanted) is { IsEmpty: false } arguments)
        {
            await RunAsync(arguments, cancellationToken);
        }

        await ChangeAsync(WireGuardDelta.Peers(state, _applied, wanted), cancellationToken);
        _applied = wanted;
        return state;
    }

    /// <inheritdoc/>
    public Task MoveAsync(IReadOnlyList<(PublicKey Peer, IPEndPoint To)> moves, CancellationToken cancellationToken)
        => ChangeAsync([.. moves.Select(move => new WireGuardPeerChange(move.Peer) { Endpoint = move.To })], cancellationToken);

    /// <inheritdoc/>
    public Task AllowAsync(IReadOnlyList<(PublicKey Peer, ImmutableArray<IPNetwork> Networks)> owners, CancellationToken cancellationToken)
        => ChangeAsync([.. owners.Select(owner => new WireGuardPeerChange(owner.Peer) { AllowedIPs = owner.Networks })], cancellationToken);

    // Where nobody listens (a kernel's device, or a socket that was left behind) and where the answer is strange, wg knows more. One that hangs or never
    // ends would do that to wg as well.
    private async Task<WireGuardState?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(controlSocket) ? await WireGuardSocket.ReadAsync(controlSocket, time, cancellationToken) : null;
        }
        catch (Exception error) when (error is SocketException or FormatException)
        {
            return null;
        }
    }

    private async Task ChangeAsync(ImmutableArray<WireGuardPeerChange> changes, CancellationToken cancellationToken)
    {
        if (changes.IsEmpty || await TellAsync(changes, cancellationToken))
        {
            return;
        }

        foreach (var chunk in changes.Chunk(PeersPerCall))
        {
            await RunAsync([.. chunk.SelectMany(change => change.ToArguments())], cancellationToken);
        }
    }

    private async Task<bool> TellAsync(ImmutableArray<WireGuardPeerChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(controlSocket))
            {
                return false;
            }

            await WireGuardSocket.SetAsync(controlSocket, changes, time, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync("wg", ["set", interfaceName, .. arguments], null, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'wg set {interfaceName}' failed: {result.Error.Trim()}");
        }
    }
}
