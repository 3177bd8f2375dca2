using System.Diagnostics;
using System.Text.RegularExpressions;
using MeshGate.Kubernetes.Manifests;
using MeshGate.Operator.Hosting;

namespace MeshGate.Operator.Tests.Hosting;

/// <summary>What <c>kubectl apply -k</c> would install, asked of kubectl itself.</summary>
public sealed partial class KustomizeTests
{
    private static readonly IReadOnlyDictionary<string, string> Generated = ManifestGenerator.Generate([OperatorAccount.Value]);

    [Fact]
    public async Task Config_InstallsEverything()
        => Assert.Equal(Objects(Generated.Where(f => !f.Key.EndsWith("kustomization.yaml", StringComparison.Ordinal)).Select(f => f.Value)), Objects([await BuildAsync("config")]));

    [Fact]
    public async Task Legacy_LeavesOut_WhatOlderServersLack()
    {
        string text = await BuildAsync("config/overlays/legacy");
        Assert.DoesNotContain("x-kubernetes-validations", text, StringComparison.Ordinal);
        string[] left = Objects([text]);
        Assert.NotEmpty(left);
        Assert.Equal(Objects(Generated.Where(f => f.Key.StartsWith("crd/m", StringComparison.Ordinal) || f.Key.StartsWith("rbac/m", StringComparison.Ordinal)
            || f.Key.StartsWith("namespaces/m", StringComparison.Ordinal)).Select(f => f.Value)), left);
        Assert.DoesNotContain(left, o => o.Contains("Admission", StringComparison.Ordinal) || o.Contains("flowcontrol", StringComparison.Ordinal));
    }

    private static async Task<string> BuildAsync(string directory)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(d => Path.Combine(d, "kubectl")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "kubectl is not installed");
        using Process process = Process.Start(new ProcessStartInfo(program, ["kustomize", Path.Combine(Root(), directory)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return text;
    }

    /// <summary>Version, kind, namespace and name of every object, sorted.</summary>
    private static string[] Objects(IEnumerable<string> texts)
        => [.. texts.SelectMany(t => Separator().Split(t)).Where(t => t.Contains("kind:", StringComparison.Ordinal))
            .Select(t => string.Join(' ', Identity().Matches(t).Select(m => m.Value.Trim()).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^---\n", RegexOptions.Multiline)]
    private static partial Regex Separator();

    // The object's own fields only: what is nested deeper is indented more, and a role's or binding's parts are below other keys.
    [GeneratedRegex(@"^(apiVersion|kind): \S+$|(?<=^metadata:\n(  .*\n)*)  (name|namespace): \S+$", RegexOptions.Multiline)]
    private static partial Regex Identity();

    private static string Root()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MeshGate.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The test does not run inside the tree.");
        }

        return root;
    }
}
