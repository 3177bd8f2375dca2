using System.Globalization;
using System.Text;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Faults;

/// <summary>
/// Drops packets between parties, all or a share, silently and past their senders: where a line would be cut, not where a
/// program would notice.
/// </summary>
public sealed class FaultBoard(NetworkPlan plan)
{
    private readonly List<Fault> _faults = [];
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>Begins to drop packets.</summary>
    /// <param name="from">A machine, server, site, <c>api</c> or <c>internet</c>.</param>
    /// <param name="to">Another.</param>
    /// <param name="direction">Which packets, as seen from <paramref name="from"/>.</param>
    /// <param name="percent">Share of the packets; 100 is a cut.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task AddAsync(string from, string to, FaultDirection direction, double percent, CancellationToken cancellationToken)
    {
        Remove(from, to);
        _faults.Add(new Fault(from, to, direction, percent));
        return ApplyAsync(cancellationToken);
    }

    /// <summary>Begins to drop all UDP of a site or a machine, in and out.</summary>
    public Task BlockUdpAsync(string party, CancellationToken cancellationToken)
    {
        _blocked.Add(party);
        return ApplyAsync(cancellationToken);
    }

    /// <summary>Lets UDP of a site or a machine pass again.</summary>
    public Task UnblockAsync(string party, CancellationToken cancellationToken)
    {
        _blocked.Remove(party);
        return ApplyAsync(cancellationToken);
    }

    /// <summary>Ends the faults between two parties, whichever was named first; without names, all, blocks included.</summary>
    public Task HealAsync(string? from, string? to, CancellationToken cancellationToken)
    {
        if (from is null || to is null)
        {
            _faults.Clear();
            _blocked.Clear();
        }
        else
        {
            Remove(from, to);
        }

        return ApplyAsync(cancellationToken);
    }

    /// <summary>Writes the rules anew, after an address has changed.</summary>
    public Task ApplyAsync(CancellationToken cancellationToken)
    {
        var rules = _faults.SelectMany(Rules).Concat(_blocked.SelectMany(p => new UdpBlock(plan, p).Rules())).ToLookup(r => r.Observer, r => r.Rule);
        return Task.WhenAll(plan.Nodes.Select(n => n.Namespace).Where(n => rules.Contains(n) || _touched.Contains(n)).Select(n =>
        {
            _touched.Add(n);
            return NetworkBuilder.NftAsync(n, Script(rules[n]), cancellationToken);
        }).ToArray());
    }

    private void Remove(string from, string to) =>
        _faults.RemoveAll(f => (f.From == from && f.To == to) || (f.From == to && f.To == from));

    private static string Script(IEnumerable<string> rules)
    {
        // Before connection tracking: a dropped packet was never there.
        var script = new StringBuilder("""
            table inet faults
            delete table inet faults
            table inet faults {
              chain drops {
                type filter hook prerouting priority -350; policy accept;

            """);
        foreach (var rule in rules)
        {
            script.AppendLine(rule);
        }

        return script.Append("}\n}\n").ToString();
    }

    private IEnumerable<(string Observer, string Rule)> Rules(Fault fault)
    {
        var one = FaultParty.Find(plan, fault.From);
        var other = FaultParty.Find(plan, fault.To);
        return (fault.Direction != FaultDirection.From ? OneWay(one, other, fault.Percent) : [])
            .Concat(fault.Direction != FaultDirection.To ? OneWay(other, one, fault.Percent) : []);
    }

    private IEnumerable<(string Observer, string Rule)> OneWay(FaultParty sender, FaultParty receiver, double percent)
    {
        var share = percent >= 100
            ? "drop"
            : string.Create(CultureInfo.InvariantCulture, $"numgen random mod 10000 < {(int)(percent * 100)} drop");
        return new FaultPath(plan, sender, receiver).Rules(share);
    }
}
