using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Behavior;

/// <summary>
/// Measures how long NATs keep an idle mapping. One port opens a mapping and falls silent; after a while a second port asks the server
/// to answer to that mapping (RESPONSE-PORT, RFC 5780, section 4.6), and what arrives proves that it lives. Where the server cannot do
/// that, the first port asks again: another outside port proves that the mapping ended, while the same one proves nothing by itself,
/// since many NATs give a port out again. A few datagrams in minutes; one mapping at a time.
/// </summary>
public sealed class MappingLifetimeProbe(IProbeSockets sockets, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Measures until the lifetime is known or known to be longer than asked for.</summary>
    /// <param name="server">A server that answered, best one of two addresses.</param>
    /// <param name="longest">The longest silence worth trying, at most five minutes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="System.Net.Sockets.SocketException">No socket can be opened.</exception>
    public async Task<MappingLifetime> MeasureAsync(StunServer server, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var search = new MappingLifetimeSearch { Longest = longest };
        var isProven = true;
        while (search.Next is { } silence)
        {
            if (await TryAsync(server, silence, cancellationToken) is not { } result)
            {
                return new MappingLifetime(null, $"The mapping lifetime was not measured: {server} stopped answering.");
            }

            isProven &= result.IsProven;
            search = search.Record(silence, result.IsHeld);
        }

        if (search.Lost is not { } lost)
        {
            return isProven
                ? new MappingLifetime(search.Held, $"An idle mapping still let an answer of {server} in after {search.Held.TotalSeconds:0.#} s; longer was not tried.")
                : new MappingLifetime(null, $"The mapping lifetime was not measured: {server} cannot answer to another port (RFC 5780), and the outside port stayed the same.");
        }

        return new MappingLifetime(search.Held, $"An idle mapping outlived {search.Held.TotalSeconds:0.#} s and not {lost.TotalSeconds:0.#} s, by {server}.");
    }

    private async Task<(bool IsHeld, bool IsProven)?> TryAsync(StunServer server, TimeSpan silence, CancellationToken cancellationToken)
    {
        var family = server.Endpoint.AddressFamily;
        await using var silent = new StunSocket(sockets.Open(family), time);
        await using var asker = new StunSocket(sockets.Open(family), time);
        var plain = new StunQuestion(server.Endpoint);
        if ((await silent.AskAsync(plain, Patience, cancellationToken))?.Mapped is not { } mapped)
        {
            return null;
        }

        // That the way works while the mapping is fresh is what gives a later silence its meaning.
        var toMapping = new StunQuestion(server.Endpoint, new BindingWish(ResponsePort: (ushort)mapped.Port));
        var works = await asker.AskForAsync(toMapping, silent, Patience, cancellationToken) is not null;
        if (!works && mapped.Port == silent.Port)
        {
            // A NAT that keeps ports gives the same one out again: asking again could prove nothing.
            return (true, false);
        }

        await Task.Delay(silence, time, cancellationToken);
        if (works)
        {
            // The asker's own mapping may have ended too; that only gives it another port.
            var arrived = await asker.AskForAsync(toMapping, silent, Patience, cancellationToken) is not null;
            return arrived ? (true, true) : await silent.AskAsync(plain, Patience, cancellationToken) is null ? null : (false, true);
        }

        return (await silent.AskAsync(plain, Patience, cancellationToken))?.Mapped is { } again ? (again.Equals(mapped), false) : null;
    }
}
