using System.Globalization;
using MeshGate.Cli.Output;
using Spectre.Console;

namespace MeshGate.Cli.Netcheck;

/// <summary>Reports for people: grouped, with a sign before each line and a hint where one can do something.</summary>
public static class NetcheckText
{
    private const int WidthOfFiles = 160;
    private const int LabelWidth = 18;

    /// <summary>Writes a report; in colours where the writer is a terminal.</summary>
    public static void Write(NetcheckReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        IAnsiConsole console = ReportConsole.For(writer, WidthOfFiles);

        Head(console, "internet");
        Line(console, report.Udp, "UDP", report.Udp ? "passes" : "no server answers over UDP");
        Family(console, "IPv4", report.Ipv4);
        Family(console, "IPv6", report.Ipv6);
        if (report.MappingLifetime is { } lifetime)
        {
            Line(console, null, "mapping lifetime", lifetime);
        }

        PortMappingOutlook lent = report.PortMapping;
        Line(console, lent.IsUseful ? true : null, "port mapping", $"{lent.Protocol ?? "none"}: {lent.Reason}");
        Line(console, lent.IsUseful ? true : null, "  for peers", Lower(lent.Meaning));
        Servers(console, "STUN servers", report.Stun, report.ServersFrom);
        Servers(console, "TURN servers", report.Turn, report.ServersFrom);

        Head(console, "direct paths");
        foreach (PeerOutlook peer in report.Outlook.Peers)
        {
            Line(console, peer.Direct switch { "yes" => true, "no" => false, _ => null }, null, $"to {peer.Peer}: {peer.Direct}, {peer.Reason}");
        }

        console.WriteLine();
        console.Write(new Text(report.Outlook.Summary, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        foreach (string hint in report.Outlook.Hints)
        {
            console.WriteLine($"hint: {hint}");
        }
    }

    private static void Family(IAnsiConsole console, string name, FamilyReport family)
    {
        if (!family.Available)
        {
            Line(console, null, name, "not available: " + Lower(family.MappingReason));
            return;
        }

        Line(console, true, name, string.Join(", ", family.PublicAddresses));
        Line(console, IsEasy(family.Mapping, "AddressDependent"), "  mapping", $"{Words(family.Mapping)}: {Lower(family.MappingReason)}");
        Line(console, family.Filtering == "Unknown" ? null : true, "  filtering", $"{Words(family.Filtering)}: {Lower(family.FilteringReason)}");
        Line(console, family.Hairpin == true ? true : null, "  hairpin", $"{family.Hairpin switch { true => "yes", false => "no", null => "does not apply or is not known" }}: {Lower(family.HairpinReason)}");
    }

    private static bool? IsEasy(string behavior, string hard)
        => behavior == "Unknown" ? null : behavior != hard && behavior != "AddressAndPortDependent";

    private static void Servers(IAnsiConsole console, string title, IReadOnlyList<ServerReport> servers, string source)
    {
        Head(console, servers.Count == 0 ? title : $"{title} (from {source})");
        if (servers.Count == 0)
        {
            Line(console, null, null, "none is named");
        }

        foreach (ServerReport server in servers)
        {
            string where = server.Address is null || server.Address == server.Server ? server.Server : $"{server.Server} ({server.Address})";
            string outcome = server.Problem ?? string.Create(CultureInfo.InvariantCulture, $"{server.RttMilliseconds:0.0} ms");
            Line(console, server.Problem is null, null, $"{where} over {server.Transport}: {outcome}");
        }
    }

    private static void Head(IAnsiConsole console, string title)
    {
        if (title != "internet")
        {
            console.WriteLine();
        }

        console.Write(new Text(title, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.WriteLine(new string('-', title.Length));
    }

    // What comes from servers and policies is text, never markup; a long line is the terminal's to break.
    private static void Line(IAnsiConsole console, bool? isGood, string? label, string text)
    {
        console.Write(new Text(isGood switch { true => "√", false => "×", null => "·" }, new Style(isGood switch { true => Color.Green, false => Color.Red, null => Color.Yellow })));
        console.Profile.Out.Writer.WriteLine(label is null ? $" {text}" : $" {label.PadRight(LabelWidth)}{text}");
    }

    private static string Words(string behavior) => behavior switch
    {
        "None" => "no NAT",
        "EndpointIndependent" => "endpoint-independent",
        "AddressDependent" => "address-dependent",
        "AddressAndPortDependent" => "address- and port-dependent",
        _ => "not known",
    };

    private static string Lower(string sentence) => sentence.Length > 1 && !char.IsUpper(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;
}
