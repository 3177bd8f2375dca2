using System.CommandLine;
using System.CommandLine.Completions;

namespace MeshGate.Cli.Completion;

/// <summary>
/// What can follow a command line, in the words that kubectl and the shells' scripts understand: a line for each candidate, its description after a tab, and
/// <c>:4</c> at the end, which says that files are none (the protocol of spf13/cobra).
/// </summary>
public static class CompletionAnswer
{
    /// <summary>The hidden command that asks for it.</summary>
    public const string Command = "__complete";

    private const string NoFiles = ":4";

    /// <summary>Answers.</summary>
    /// <param name="root">The whole command.</param>
    /// <param name="words">The words so far; the last one is what is being written, and may be empty.</param>
    public static IEnumerable<string> To(RootCommand root, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(words);
        string begun = words.Count > 0 ? words[^1] : string.Empty;
        string line = string.Join(' ', words.Take(words.Count - 1).Select(Quote).Append(begun));
        IEnumerable<CompletionItem> items = root.Parse(line).GetCompletions(line.Length);
        return
        [
            .. items.Where(item => IsWanted(item.Label, begun)).DistinctBy(item => item.Label).Select(item => item.Detail is { Length: > 0 } detail ? $"{item.Label}\t{detail.ReplaceLineEndings(" ")}" : item.Label),
            NoFiles,
        ];
    }

    // Options are offered to who began one: among names and commands they are noise.
    private static bool IsWanted(string label, string begun)
        => label.StartsWith(begun, StringComparison.Ordinal) && (begun.StartsWith('-') || !label.StartsWith('-')) && label is not ("/?" or "/h" or "-?");

    private static string Quote(string word) => word.Any(char.IsWhiteSpace) || word.Length == 0 ? $"\"{word.Replace("\"", string.Empty, StringComparison.Ordinal)}\"" : word;
}
