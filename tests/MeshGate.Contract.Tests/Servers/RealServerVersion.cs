using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshGate.Lab.Cluster;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>Asks the real server's program how old it is, before any test is discovered.</summary>
public static partial class RealServerVersion
{
    /// <summary>What the program says, such as <c>Kubernetes v1.20.2</c>; empty where there is none.</summary>
    public static string Text { get; } = Ask();

    /// <summary>What a server of that age lacks. Without a server everything is discovered, to be skipped loudly.</summary>
    public static IReadOnlyCollection<Capability> Lacks()
    {
        var match = Minor().Match(Text);
        if (!match.Success)
        {
            return [];
        }

        var minor = int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture);
        return [.. Enum.GetValues<Capability>().Where(c => minor < Since(c))];
    }

    private static int Since(Capability capability) => capability switch
    {
        Capability.CelRules => 25,
        Capability.AdmissionPolicies => 30,
        Capability.FlowControl => 29,
        _ => 20,
    };

    private static string Ask()
    {
        if (ClusterAssets.Find() is not { } assets)
        {
            return string.Empty;
        }

        using var process = Process.Start(new ProcessStartInfo(assets.KubeApiServer, ["--version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    [GeneratedRegex(@"v1\.(?<minor>\d+)\.")]
    private static partial Regex Minor();
}
