using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Tests.Api.Kubectl;

/// <summary>What people do, done with the tool they do it with. These need real time.</summary>
public sealed class KubectlTests
{
    private const string Node = "apiVersion: meshgate.io/v1alpha1\nkind: MeshNode\nmetadata: {name: a, labels: {tier: edge}}\nspec: {addresses: ['100.96.0.1']}\n";

    [Fact]
    public async Task Apply_CreatesConfiguresAndLeavesAlone()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        string manifest = kubectl.Manifest(Node);

        Assert.Equal("meshnode.meshgate.io/a created\n", await kubectl.RunAsync("apply", "-f", manifest));
        Assert.Equal("meshnode.meshgate.io/a unchanged\n", await kubectl.RunAsync("apply", "-f", manifest));
        Assert.Equal("meshnode.meshgate.io/a configured\n", await kubectl.RunAsync("apply", "-f", kubectl.Manifest(Node.Replace("0.1'", "0.2'", StringComparison.Ordinal))));
        Assert.Contains("last-applied-configuration", await kubectl.RunAsync("get", "mn", "a", "-o", "yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_WorksForBuiltinKinds_AndDefinitions()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        const string map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: room}\ndata: {a: b}\n";
        string manifest = kubectl.Manifest($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: room}}\n---\n{map}---\n{Definitions.Widget()}");

        await kubectl.RunAsync("apply", "-f", manifest);
        string changed = await kubectl.RunAsync("apply", "-f", kubectl.Manifest(map.Replace("a: b", "c: d", StringComparison.Ordinal)));
        await kubectl.RunAsync("wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=10s");
        await kubectl.RunAsync("apply", "-f", kubectl.Manifest("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: room}\n"));

        Assert.Equal("configmap/c configured\n", changed);
        Assert.Equal("{\"c\":\"d\"}", await kubectl.RunAsync("get", "cm", "c", "-n", "room", "-o", "jsonpath={.data}"));
        Assert.Equal("widget.example.com/w\n", await kubectl.RunAsync("get", "widgets", "-A", "-o", "name"));
    }

    [Fact]
    public async Task Apply_IsRefused_WhenAFieldIsUnknownOrInvalid()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();

        (int unknown, _, string strict) = await kubectl.TryAsync("apply", "-f", kubectl.Manifest(Node + "  \nbogus: 1\n"));
        (int invalid, _, string error) = await kubectl.TryAsync("apply", "-f", kubectl.Manifest(Node.Replace("{addresses", "{listenPort: 70000, addresses", StringComparison.Ordinal)));
        (int apply, _, string serverSide) = await kubectl.TryAsync("apply", "--server-side", "-f", kubectl.Manifest(Node));

        Assert.Equal((1, 1, 1), (unknown, invalid, apply));
        Assert.Contains("strict decoding error: unknown field \"bogus\"", strict, StringComparison.Ordinal);
        Assert.Equal("The MeshNode \"a\" is invalid: spec.listenPort: Invalid value: 70000: spec.listenPort in body should be less than or equal to 65535\n", error);
        Assert.Contains("server-side apply (application/apply-patch+yaml) is not supported by this server", serverSide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ShowsTables_InEachForm()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node));

        Assert.Matches(new Regex(@"^NAME +ADDRESSES +PORT +READY +AGE\na +\[""100.96.0.1""\] +51820 +Unknown +\d+s\n$"), await kubectl.RunAsync("get", "meshnodes"));
        Assert.Contains("ENDPOINT", await kubectl.RunAsync("get", "mn", "-o", "wide"), StringComparison.Ordinal);
        Assert.Equal("51820", await kubectl.RunAsync("get", "meshnode/a", "-o", "jsonpath={.spec.listenPort}"));
        Assert.Equal("meshnode.meshgate.io/a\n", await kubectl.RunAsync("get", "meshgate", "-l", "tier in (edge)", "-o", "name"));
        Assert.Equal(string.Empty, await kubectl.RunAsync("get", "mn", "-l", "tier!=edge", "-o", "name"));
        Assert.Equal("meshnode.meshgate.io/a\n", await kubectl.RunAsync("get", "mn", "--field-selector", "metadata.name=a", "-o", "name"));
        Assert.Contains("a ", await kubectl.RunAsync("get", "mn", "--sort-by", ".spec.listenPort", "--show-labels"), StringComparison.Ordinal);
        Assert.Contains("default ", await kubectl.RunAsync("get", "ns"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetWatch_ShowsEachChange()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node));
        using Process watch = kubectl.Start("get", "mn", "-w");
        try
        {
            Assert.StartsWith("NAME", await LineAsync(watch), StringComparison.Ordinal);
            Assert.Matches(new Regex("51820 +Unknown"), await LineAsync(watch));
            await kubectl.RunAsync("patch", "mn", "a", "--type", "merge", "-p", """{"spec":{"listenPort":7}}""");
            Assert.Matches(new Regex(" 7 +Unknown"), await LineAsync(watch));
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Describe_ShowsTheObjectAndItsEvents()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node));
        string uid = await kubectl.RunAsync("get", "mn", "a", "-o", "jsonpath={.metadata.uid}");
        string happened = kubectl.Manifest(
            $"apiVersion: v1\nkind: Event\nmetadata: {{name: e, namespace: default}}\ninvolvedObject: {{apiVersion: meshgate.io/v1alpha1, kind: MeshNode, name: a, uid: {uid}}}\nreason: Joined\nmessage: welcome\ntype: Normal\n");
        await kubectl.RunAsync("create", "-f", happened);
        await kubectl.RunAsync("create", "-f", kubectl.Manifest("apiVersion: v1\nkind: Node\nmetadata: {name: worker}\n"));

        Assert.Matches(new Regex("Listen Port: +51820[^$]*Normal +Joined +[^ ]+ +welcome"), (await kubectl.RunAsync("describe", "mn", "a")).ReplaceLineEndings(" "));
        Assert.Contains("meshnode/a", await kubectl.RunAsync("get", "events"), StringComparison.Ordinal);
        Assert.Contains("welcome", await kubectl.RunAsync("events", "--for", "meshnode/a"), StringComparison.Ordinal);
        Assert.Contains("Name:", await kubectl.RunAsync("describe", "node", "worker"), StringComparison.Ordinal);
        Assert.Contains("Active", await kubectl.RunAsync("describe", "ns", "default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_ReachTheObject()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node));

        await kubectl.RunAsync("edit", "mn", "a");
        Assert.Equal("51821", await kubectl.RunAsync("get", "mn", "a", "-o", "jsonpath={.spec.listenPort}"));
        await kubectl.RunAsync("patch", "mn", "a", "--type", "json", "-p", """[{"op":"replace","path":"/spec/listenPort","value":8}]""");
        await kubectl.RunAsync("label", "mn", "a", "zone=b", "tier-");
        await kubectl.RunAsync("annotate", "mn", "a", "note=hello");
        Assert.Equal("8 b hello", await kubectl.RunAsync("get", "mn", "a", "-o", "jsonpath={.spec.listenPort} {.metadata.labels.zone} {.metadata.annotations.note}"));
        Assert.Equal("meshnode.meshgate.io/a replaced\n", await kubectl.RunAsync("replace", "-f", kubectl.Manifest(Node)));
        await kubectl.RunAsync("create", "-f", kubectl.Manifest("apiVersion: v1\nkind: Node\nmetadata: {name: worker}\n"));
        await kubectl.RunAsync("label", "node", "worker", "zone=b");
        await kubectl.RunAsync("cordon", "worker");
        Assert.Contains("SchedulingDisabled", await kubectl.RunAsync("get", "nodes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_SeesConditionsAndDeletion()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node));
        using Process ready = kubectl.Start("wait", "mn/a", "--for=condition=Ready", "--timeout=20s");
        await kubectl.RunAsync("patch", "mn", "a", "--subresource=status", "--type", "merge", "-p", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");

        Assert.Equal("meshnode.meshgate.io/a condition met\n", await ready.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        using Process gone = kubectl.Start("wait", "mn/a", "--for=delete", "--timeout=20s");
        Assert.Equal("meshnode.meshgate.io \"a\" deleted\n", await kubectl.RunAsync("delete", "mn", "a"));
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, gone.ExitCode);
    }

    [Fact]
    public async Task Delete_WaitsForFinalizers_AndDeletesBySelector()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();
        await kubectl.RunAsync("create", "-f", kubectl.Manifest(Node.Replace("labels:", "finalizers: [meshgate.io/peers], labels:", StringComparison.Ordinal)));
        using Process delete = kubectl.Start("delete", "mn", "-l", "tier=edge", "--timeout=20s");
        await kubectl.RunAsync("wait", "mn/a", "--for=jsonpath={.metadata.deletionGracePeriodSeconds}=0", "--timeout=20s");

        await kubectl.RunAsync("patch", "mn", "a", "--type", "merge", "-p", """{"metadata":{"finalizers":null}}""");
        await delete.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, delete.ExitCode);
        Assert.Equal(string.Empty, await kubectl.RunAsync("get", "mn", "-o", "name"));
        Assert.Contains("deleted", await kubectl.RunAsync("delete", "ns", "kube-public"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_IsUnderstood()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();

        Assert.Contains("v1.30.0+meshgate", await kubectl.RunAsync("version"), StringComparison.Ordinal);
        Assert.Matches(new Regex(@"meshnodes +mn +meshgate\.io/v1alpha1 +false +MeshNode"), await kubectl.RunAsync("api-resources"));
        Assert.Contains("meshgate.io/v1alpha1", await kubectl.RunAsync("api-versions"), StringComparison.Ordinal);
        Assert.Contains("listenPort\t<integer>", await kubectl.RunAsync("explain", "mn.spec"), StringComparison.Ordinal);
        Assert.Contains("Mesh addresses.", await kubectl.RunAsync("explain", "meshnodes", "--recursive=false") + await kubectl.RunAsync("explain", "mn.spec.addresses"), StringComparison.Ordinal);
        Assert.Contains("KIND:       ConfigMap", await kubectl.RunAsync("explain", "configmaps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WorksForWhatKubectlMakesItself()
    {
        await using KubectlHost kubectl = await KubectlHost.StartAsync();

        await kubectl.RunAsync("create", "ns", "meshgate-system");
        await kubectl.RunAsync("create", "secret", "generic", "s", "--from-literal=a=b", "-n", "meshgate-system");
        await kubectl.RunAsync("create", "cm", "c", "--from-literal=a=b", "-n", "meshgate-system");
        await kubectl.RunAsync("create", "sa", "daemon", "-n", "meshgate-system");

        Assert.Equal("Yg==", await kubectl.RunAsync("get", "secret", "s", "-n", "meshgate-system", "-o", "jsonpath={.data.a}"));
        Assert.Contains("a:  1 bytes", await kubectl.RunAsync("describe", "secret", "s", "-n", "meshgate-system"), StringComparison.Ordinal);
    }

    private static async Task<string> LineAsync(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return await process.StandardOutput.ReadLineAsync(limit.Token) ?? "END";
    }
}
