using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// Speaks through <c>wg</c> (wg(8)), which knows the kernel's WireGuard and wireguard-go alike. A device is looked at several times a second while
/// sessions begin: one with a control socket is asked there, without a process for each look.
/// </summary>
/// <param name="interfaceName">The device.</param>
/// <param name="processes">Runs <c>wg</c>.</param>
/// <param name="time">Bounds how long the socket is waited for.</param>
/// <param name="controlSocket">Where a user-space WireGuard would listen (<see cref="WireGuardSocket.PathOf"/>); null never to look.</param>
public sealed class WgTool(string interfaceName, IProcessRunner processes, TimeProvider time, string? controlSocket = null) : IWireGuardDevice
{
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
        foreach (var arguments in WireGuardDelta.Compute(state, _applied, wanted))
        {
            await ChangeAsync(arguments, cancellationToken);
        }

        _applied = wanted;
        return state;
    }

    /// <inheritdoc/>
    public async Task MoveAsync(IReadOnlyList<(PublicKey Peer, IPEndPoint To)> moves, CancellationToken cancellationToken)
    {
        foreach (var chunk in moves.Chunk(WireGuardDelta.PeersPerCall))
        {
            await ChangeAsync([.. chunk.SelectMany(move => new[] { "peer", move.Peer.ToString(), "endpoint", move.To.ToString() })], cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task AllowAsync(IReadOnlyList<(PublicKey Peer, ImmutableArray<IPNetwork> Networks)> owners, CancellationToken cancellationToken)
        => ChangeAsync([.. owners.SelectMany(owner => new[] { "peer", owner.Peer.ToString(), "allowed-ips", string.Join(',', owner.Networks) })], cancellationToken);

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

    private async Task ChangeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync("wg", ["set", interfaceName, .. arguments], null, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'wg set {interfaceName}' failed: {result.Error.Trim()}");
        }
    }
}
