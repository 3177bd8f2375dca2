using System.Globalization;

namespace MeshGate.Cli.Checking;

/// <summary>Judges the API server's version. Pure.</summary>
public static class VersionJudge
{
    private const string Group = "Cluster";
    private const int Oldest = 20;
    private const int KnowsRules = 29;
    private const int KnowsPolicies = 30;

    /// <summary>Judges it.</summary>
    /// <param name="text">The version as the server writes it, such as <c>v1.30.2+k3s1</c>.</param>
    public static Finding Judge(string? text) => Minor(text) switch
    {
        null => new Finding(Group, FindingLevel.Warning, $"The API server calls itself {text ?? "nothing"}, which is no version.", "Compare by hand: 1.20 or later.", Manual.OlderServers),
        < Oldest => new Finding(Group, FindingLevel.Failed, $"The API server is {text}; MeshGate needs 1.{Oldest} or later.", "Upgrade the cluster.", Manual.OlderServers),
        < KnowsRules => new Finding(Group, FindingLevel.Warning, $"The API server is {text}: it may not check rules over several fields, and cannot keep one daemon from another's MeshNode.", "The operator reports what breaks a rule. Before 1.30 trust every Node that runs a daemon.", Manual.OlderServers),
        < KnowsPolicies => new Finding(Group, FindingLevel.Warning, $"The API server is {text}: it cannot keep one daemon from another's MeshNode.", "Before 1.30 trust every Node that runs a daemon.", Manual.OlderServers),
        _ => new Finding(Group, FindingLevel.Ok, $"The API server is {text}."),
    };

    /// <summary>The minor version of 1.x; null where the text is none. A major version above 1 counts as newest.</summary>
    public static int? Minor(string? text)
    {
        string[] parts = (text ?? string.Empty).TrimStart('v').Split('.');
        return parts.Length < 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int major) || major < 1 ? null
            : major > 1 ? int.MaxValue
            : int.TryParse(new string([.. parts[1].TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out int minor) ? minor : null;
    }
}
