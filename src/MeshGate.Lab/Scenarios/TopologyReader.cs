using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MeshGate.Lab.Nat;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads <c>sites</c>, <c>machines</c> and <c>servers</c>.</summary>
internal static partial class TopologyReader
{
    private const int MaximumMachines = 200;
    private const int MaximumGateways = 4;

    internal static void ReadSites(YamlNode? node, IPFamily family, ScenarioNames names)
    {
        foreach (var (key, value) in YamlScalars.Entries(node, "sites"))
        {
            var name = NewName(key, "site", names.Sites.Keys);
            var reader = new MappingReader(value, $"site '{name}'", "nat", "hairpin", "family", "mappingLifetime", "portMapping", "isolated", "region");
            var nat = YamlScalars.List(reader.Find("nat"))
                .SelectMany(n => YamlScalars.Word(n, $"'nat' of site '{name}'", Words.Nats)).ToArray();
            if (nat.Length > MaximumGateways)
            {
                throw ScenarioException.At(reader.Require("nat"), $"a site has at most {MaximumGateways} NATs in a row");
            }

            var lifetime = reader.OptionalDuration("mappingLifetime") ?? TimeSpan.FromSeconds(30);
            if (lifetime < TimeSpan.FromSeconds(1))
            {
                throw ScenarioException.At(reader.Require("mappingLifetime"), "a mapping lives for at least 1s");
            }

            names.Sites[name] = new SiteSpec(
                name, nat, reader.Flag("hairpin"), reader.OptionalWord("family", Words.Families) ?? family, lifetime,
                SourcePosition.Of(key))
            {
                Region = RegionOf(reader, names),
                Isolated = reader.Flag("isolated"),
                PortMapping = ReadPortMapping(reader, name, nat.Length),
            };
        }
    }

    private static string? RegionOf(MappingReader reader, ScenarioNames names) =>
        reader.Find("region") is { } region ? names.Region(region) : null;

    private static RouterProtocol[] ReadPortMapping(MappingReader reader, string site, int gateways)
    {
        var node = reader.Find("portMapping");
        return node is not null && gateways == 0
            ? throw ScenarioException.At(node, $"site '{site}' has no router that could lend a port")
            : [.. YamlScalars.List(node).Select(n => YamlScalars.Word(n, $"'portMapping' of site '{site}'", Words.RouterProtocols)).Distinct()];
    }

    /// <summary>A router that lends ports has to see by STUN that it can be reached.</summary>
    private static void RequireServer(ScenarioNames names)
    {
        if (names.Sites.Values.FirstOrDefault(s => s.PortMapping.Count > 0) is { } site
            && !names.Servers.Values.Any(s => !s.Unreachable && s.Family.HasFlag(IPFamily.IPv4)))
        {
            throw new ScenarioException(site.Position, $"site '{site.Name}' has 'portMapping' and needs a reachable STUN server with IPv4 in 'servers'");
        }
    }

    internal static void ReadMachines(YamlNode node, IPFamily family, ScenarioNames names)
    {
        foreach (var (key, value) in YamlScalars.Entries(node, "machines"))
        {
            var name = NewName(key, "machine", [.. names.Machines.Keys, .. names.Servers.Keys]);
            names.Machines[name] = YamlScalars.IsNull(value)
                ? new MachineSpec(name, null, family, NextPort(names, null), new Dictionary<string, string>(), null, true, SourcePosition.Of(key))
                : ReadMachine(name, new MappingReader(
                    value, $"machine '{name}'", "site", "family", "listenPort", "labels", "endpoint", "daemon", "roles", "relayPorts", "portMappingLifetime", "crowd", "region"), family, names);
        }

        if (names.Machines.Count is 0 or > MaximumMachines)
        {
            throw ScenarioException.At(node, $"a scenario has 1 to {MaximumMachines} machines");
        }
    }

    internal static void ReadServers(YamlNode? node, IPFamily family, ScenarioNames names)
    {
        foreach (var (key, value) in YamlScalars.Entries(node, "servers"))
        {
            var name = NewName(key, "server", names.Servers.Keys);
            if (YamlScalars.IsNull(value))
            {
                names.Servers[name] = new ServerSpec(name, ServerKind.Stun, false, family, [], SourcePosition.Of(key));
                continue;
            }

            var reader = new MappingReader(value, $"server '{name}'", ["kind", "unreachable", "family", "addresses", "region", .. TurnOptionsReader.Keys]);
            var addresses = YamlScalars.List(reader.Find("addresses")).Select(Address).ToArray();
            if (addresses.Length is not (0 or 2))
            {
                throw ScenarioException.At(reader.Require("addresses"), "a server has two IPv4 addresses, or none to have them chosen");
            }

            var kind = reader.OptionalWord("kind", Words.Servers) ?? ServerKind.Stun;
            names.Servers[name] = new ServerSpec(
                name,
                kind,
                reader.Flag("unreachable"),
                reader.OptionalWord("family", Words.Families) ?? family,
                addresses,
                SourcePosition.Of(key))
            {
                Region = RegionOf(reader, names),
                Turn = TurnOptionsReader.Read(reader, kind),
            };
        }

        RequireServer(names);
    }

    private static MachineSpec ReadMachine(string name, MappingReader reader, IPFamily family, ScenarioNames names)
    {
        var site = reader.Find("site") is { } siteNode ? names.Site(siteNode) : null;
        var offered = site is null ? IPFamily.Dual : names.Sites[site].Family;
        var wanted = reader.OptionalWord("family", Words.Families) ?? (site is null ? family : offered);
        if ((wanted & ~offered) != 0)
        {
            throw ScenarioException.At(reader.Require("family"), $"site '{site}' does not offer that family");
        }

        var region = RegionOf(reader, names);
        if (site is not null && region is not null)
        {
            throw ScenarioException.At(reader.Require("region"), $"machine '{name}' is where site '{site}' is; say the site's region");
        }

        return new MachineSpec(
            name,
            site,
            wanted,
            reader.OptionalInteger("listenPort", 1, 65535) ?? NextPort(names, site),
            YamlScalars.Entries(reader.Find("labels"), "labels")
                .ToDictionary(l => l.Key.Value!, l => YamlScalars.Text(l.Value, "a label"), StringComparer.Ordinal),
            reader.OptionalText("endpoint"),
            reader.Flag("daemon", otherwise: true) && !reader.Has("crowd"),
            SourcePosition.Of(reader.Node))
        {
            Region = site is null ? region : names.Sites[site].Region,
            Crowd = reader.Find("crowd") is { } crowd ? ReadCrowd(crowd, wanted, names) : null,
            Roles = [.. YamlScalars.List(reader.Find("roles")).Select(n => YamlScalars.Word(n, $"'roles' of machine '{name}'", Words.Roles))],
            RelayPorts = reader.Find("relayPorts") is { } ports ? TurnOptionsReader.Range(ports, "'relayPorts'") : null,
            PortMappingLifetime = reader.OptionalDuration("portMappingLifetime"),
        };
    }

    private static CrowdSpec ReadCrowd(YamlNode node, IPFamily family, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'crowd'", "peers", "around");
        var around = names.Machine(reader.Require("around"));
        if (!names.Machines[around].Daemon)
        {
            throw ScenarioException.At(reader.Require("around"), $"machine '{around}' has no daemon");
        }

        _ = reader.Require("peers");
        return family.HasFlag(IPFamily.IPv4)
            ? new CrowdSpec(reader.OptionalInteger("peers", 1, CrowdSpec.MaxPeers)!.Value, around)
            : throw ScenarioException.At(node, "a crowd needs IPv4");
    }

    // Two hosts behind one NAT with the same source port: one of them would be remapped. So each gets its own.
    private static int NextPort(ScenarioNames names, string? site)
    {
        var port = 51820;
        while (site is not null && names.Machines.Values.Any(m => m.Site == site && m.ListenPort == port))
        {
            port++;
        }

        return port;
    }

    internal static string NewName(YamlScalarNode node, string what, IEnumerable<string> taken)
    {
        var name = node.Value ?? string.Empty;
        if (!Name().IsMatch(name))
        {
            throw ScenarioException.At(
                node, $"'{name}' cannot name a {what}: 1 to 30 lower-case letters, digits and inner hyphens, starting with a letter");
        }

        return ScenarioNames.Reserved.Contains(name) || taken.Contains(name)
            ? throw ScenarioException.At(node, $"the name '{name}' is taken")
            : name;
    }

    private static IPAddress Address(YamlNode node) =>
        IPAddress.TryParse(YamlScalars.Text(node, "an address"), out var address)
        && address.AddressFamily == AddressFamily.InterNetwork
        && IPNetwork.Parse("198.51.100.0/24").Contains(address)
        && address.GetAddressBytes()[3] is >= 100 and <= 250
            ? address
            : throw ScenarioException.At(node, "a server's address lies in 198.51.100.100 to 198.51.100.250");

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
