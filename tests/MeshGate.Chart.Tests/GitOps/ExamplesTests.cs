using MeshGate.Lab.Api.Resources;

namespace MeshGate.Chart.Tests.GitOps;

/// <summary>The examples hang together, and with the chart.</summary>
public sealed class ExamplesTests
{
    private static readonly string[] Kinds = ["MeshNode", "MeshPolicy", "MeshRoute"];

    [Fact]
    public void ArgoCd_HasTheHealthCheck_ForEveryKind()
    {
        var script = File.ReadAllText(Tree.In("examples/gitops/argocd/health.lua")).TrimEnd('\n');
        var data = DefinitionFiles.ReadAll([Tree.In("examples/gitops/argocd/argocd-cm.yaml")]).Single()["data"]!.AsObject();
        Assert.Equal(Kinds.Select(kind => $"resource.customizations.health.meshgate.io_{kind}"), data.Select(entry => entry.Key));
        Assert.All(data, entry => Assert.Equal(script, ((string)entry.Value!).TrimEnd('\n')));
    }

    [Fact]
    public void MeshObjects_ComeAfterTheChart()
        => Assert.All(DefinitionFiles.ReadAll([Tree.In("examples/gitops/mesh")]).Where(item => item.Kind() != "Kustomization"), item =>
        {
            Assert.Contains(item.Kind(), Kinds);
            Assert.Equal("1", (string?)item["metadata"]!["annotations"]!["argocd.argoproj.io/sync-wave"]);
        });

    [Fact]
    public void Examples_NameFoldersAndValues_ThatThereAre()
    {
        var application = DefinitionFiles.ReadAll([Tree.In("examples/gitops/argocd/application.yaml")]).Single();
        Assert.All(application["spec"]!["sources"]!.AsArray(), source => Assert.True(Directory.Exists(Tree.In((string)source!["path"]!))));
        var flux = DefinitionFiles.ReadAll([Tree.In("examples/gitops/flux")]).ToList();
        Assert.True(Directory.Exists(Tree.In((string)flux.Single(item => item.Kind() == "HelmRelease")["spec"]!["chart"]!["spec"]!["chart"]!)));
        Assert.True(Directory.Exists(Tree.In((string)flux.Single(item => item.Kind() == "Kustomization")["spec"]!["path"]!)));
    }
}
