using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MeshGate.Lab.Tests.Api.Storage;

public sealed class PersistenceTests
{
    [Fact]
    public async Task Server_CarriesOn_WhenItIsStartedAgain()
    {
        using var directory = new TemporaryDirectory();
        string version;
        await using (ApiHost host = await ApiHost.StartAsync(options => options with { DataFile = directory.File("data") }))
        {
            await host.Admin.CreateNodeAsync("a");
            await host.Admin.MergeAsync(ApiClient.Nodes + "/a", """{"spec":{"listenPort":1}}""");
            ApiAnswer deep = await host.Admin.MergeAsync(
                ApiClient.Nodes + "/a", $$$"""{"spec":{"extra":{{{string.Concat(Enumerable.Repeat("{\"x\":", 97))}}}1{{{new string('}', 97)}}}}}""");
            Assert.Equal(200, deep.Code);
            version = deep.ResourceVersion!;
            await host.Admin.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.Widget());
        }

        await using ApiHost again = await ApiHost.StartAsync(options => options with { DataFile = directory.File("data") });
        ApiAnswer answer = await again.Admin.GetAsync(ApiClient.Nodes + "/a");
        ApiAnswer created = await again.Admin.CreateNodeAsync("b");

        Assert.Equal((version, 1), (answer.ResourceVersion, (int)answer["spec.listenPort"]!));
        Assert.True(Number(created) > Number(answer));
        Assert.Equal(200, (await again.Admin.GetAsync("/apis/example.com/v1/widgets")).Code);
        using WatchReader watch = await again.Admin.WatchAsync($"{ApiClient.Nodes}?watch=true&resourceVersion={version}");
        Assert.Equal("ERROR", (await watch.NextAsync())?.Type);
    }

    // This one needs a real process and real time: about two seconds.
    [Fact]
    public async Task Process_LosesNothing_WhenItIsKilled()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("tokens"), "t,admin,admin\n", TestContext.Current.CancellationToken);
        string token = await KillAfterWritingAsync(directory, 20);
        Assert.Equal("20", token);

        (Process process, HttpClient http) = await StartAsync(directory);
        using (process)
        using (http)
        {
            string list = await http.GetStringAsync(new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.All(Enumerable.Range(0, 20), i => Assert.Contains($"\"name\":\"c{i}\"", list, StringComparison.Ordinal));
        }
    }

    private static long Number(ApiAnswer answer) => long.Parse(answer.ResourceVersion!, CultureInfo.InvariantCulture);

    private static async Task<string> KillAfterWritingAsync(TemporaryDirectory directory, int count)
    {
        (Process process, HttpClient http) = await StartAsync(directory);
        using (process)
        using (http)
        {
            int written = 0;
            for (int i = 0; i < count; i++)
            {
                using var body = new StringContent($$$"""{"metadata":{"name":"c{{{i}}}"}}""", System.Text.Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await http.PostAsync(
                    new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative), body, TestContext.Current.CancellationToken);
                written += answer.StatusCode == HttpStatusCode.Created ? 1 : 0;
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return written.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<(Process Process, HttpClient Client)> StartAsync(TemporaryDirectory directory)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "meshgate-lab.dll"), "api", "--listen", "127.0.0.1:0", "--crds", ApiHost.Fixtures,
            "--tokens", directory.File("tokens"), "--cert-dir", directory.File("certs"), "--data", directory.File("data"),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("serving https://127.0.0.1:", line, StringComparison.Ordinal);
        var handler = new SocketsHttpHandler { SslOptions = TrustedClient.Options(await File.ReadAllTextAsync(directory.File("certs/ca.crt"), TestContext.Current.CancellationToken)) };
        var http = new HttpClient(handler) { BaseAddress = new Uri(line!["serving ".Length..]) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "t");
        return (process, http);
    }
}
