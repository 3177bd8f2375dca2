using System.Diagnostics;

namespace MeshGate.Lab.Tests.Api.Kubectl;

/// <summary>A server and the real kubectl, with a home of its own.</summary>
public sealed class KubectlHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private KubectlHost(ApiHost api)
    {
        Api = api;
        api.Server.WriteKubeconfig(_directory.File("kubeconfig"), "admin");
    }

    public ApiHost Api { get; }

    public static async Task<KubectlHost> StartAsync()
    {
        Requirements.Need(Find() is not null, "kubectl is not installed");
        return new KubectlHost(await ApiHost.StartAsync());
    }

    /// <summary>Writes a manifest and says where.</summary>
    public string Manifest(string text)
    {
        string path = _directory.File($"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs kubectl and expects it to succeed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        (int code, string output, string error) = await TryAsync(arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)} exited with {code}: {error}{output}");
        return output;
    }

    /// <summary>Runs kubectl.</summary>
    public async Task<(int Code, string Output, string Error)> TryAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output, await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts kubectl.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Find()!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = _directory.File("kubeconfig");
        start.Environment["HOME"] = _directory.Root;
        start.Environment["KUBE_EDITOR"] = "sed -i s/51820/51821/";
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _directory.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, "kubectl"))
        .FirstOrDefault(File.Exists);
}
