using System.Text.RegularExpressions;
using MeshGate.Kubernetes.Manifests;
using MeshGate.Kubernetes.Rbac;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Kubernetes.Tests.Manifests;

public sealed class ManifestGeneratorTests
{
    private static readonly IReadOnlyDictionary<string, string> Files = ManifestGenerator.Generate([]);

    /// <summary>Without the list of accounts, of which this project knows one only.</summary>
    public static TheoryData<string> Paths => [.. Files.Keys.Where(path => path != "rbac/kustomization.yaml")];

    /// <summary>Set MESHGATE_UPDATE=1 to write the files instead of comparing them.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Generate_AgreesWithTheCommittedFile_Always(string path)
    {
        var file = Path.Combine(Root(), "config", path);
        if (Environment.GetEnvironmentVariable("MESHGATE_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Files[path]);
        }

        Assert.True(File.Exists(file), $"{file} is missing: run the tests with MESHGATE_UPDATE=1");
        Assert.Equal(Files[path], File.ReadAllText(file));
    }

    [Fact]
    public void Generate_LeavesNoStrangerInTheDirectory_WhenAKindIsRenamed()
        => Assert.Equal(
            Files.Keys.Where(k => k.StartsWith("crd/", StringComparison.Ordinal)),
            Directory.GetFiles(Path.Combine(Root(), "config", "crd")).Select(f => "crd/" + Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Generate_BoundsEveryListAndText_SoThatNoObjectCanSwell()
    {
        foreach (var (path, schema) in Schemas())
        {
            switch (Text(schema, "type"))
            {
                case "array":
                    Assert.True(Text(schema, "maxItems") is not null, $"{path} has no maxItems");
                    Assert.True(Text(schema, "x-kubernetes-list-type") is not null, $"{path} has no list type");
                    break;
                case "string" when Text(schema, "format") is null && !schema.Children.ContainsKey("enum") && !path.EndsWith("/apiVersion", StringComparison.Ordinal)
                    && !path.EndsWith("/kind", StringComparison.Ordinal) && Text(schema, "pattern")?.StartsWith("^(True", StringComparison.Ordinal) != true:
                    Assert.True(Text(schema, "maxLength") is not null, $"{path} has no maxLength");
                    break;
            }
        }
    }

    [Fact]
    public void Generate_DescribesEveryMember_ForKubectlExplain()
    {
        foreach (var (path, schema) in Schemas().Where(s => !s.Path.EndsWith("/items", StringComparison.Ordinal) && !s.Path.EndsWith("/*", StringComparison.Ordinal)))
        {
            if (path.EndsWith("/apiVersion", StringComparison.Ordinal) || path.EndsWith("/kind", StringComparison.Ordinal) || path.EndsWith("/metadata", StringComparison.Ordinal))
            {
                continue;
            }

            var description = Text(schema, "description");
            Assert.True(!string.IsNullOrEmpty(description) && !description.Contains('<', StringComparison.Ordinal), $"{path}: {description}");
        }
    }

    [Theory]
    [InlineData("addresses/items", "100.96.0.1", true)]
    [InlineData("addresses/items", "fd6d:6573:6867::1", true)]
    [InlineData("addresses/items", "::", true)]
    [InlineData("addresses/items", "100.96.0.256", false)]
    [InlineData("addresses/items", "100.96.0.1/32", false)]
    [InlineData("addresses/items", "fd6d::1::2", false)]
    [InlineData("addresses/items", "1:2:3:4:5:6:7", false)]
    [InlineData("addresses/items", "here", false)]
    [InlineData("endpoint", "192.0.2.1:51820", true)]
    [InlineData("endpoint", "edge-1.example.org:65535", true)]
    [InlineData("endpoint", "[2001:db8::1]:1", true)]
    [InlineData("endpoint", "2001:db8::1:1", false)]
    [InlineData("endpoint", "192.0.2.1", false)]
    [InlineData("endpoint", "192.0.2.1:0", false)]
    [InlineData("endpoint", "192.0.2.1:65536", false)]
    [InlineData("endpoint", "a b:1", false)]
    [InlineData("endpoint", ":1", false)]
    [InlineData("publicKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", true)]
    [InlineData("publicKey", "AAAA", false)]
    [InlineData("keepAliveInterval", "1m30s", true)]
    [InlineData("keepAliveInterval", "1.5s", true)]
    [InlineData("keepAliveInterval", "25", false)]
    [InlineData("keepAliveInterval", "-1s", false)]
    public void Pattern_SeparatesGoodFromMalformed_ForEachField(string field, string value, bool good)
    {
        var schema = Schemas().First(s => s.Path.EndsWith("/" + field, StringComparison.Ordinal)).Schema;
        Assert.Equal(good, Regex.IsMatch(value, Text(schema, "pattern")!, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Generate_DefaultsConditionsWithTheStatus_SoThatNothingCountsAsReadyUnseen()
    {
        var status = Schemas().First(s => s.Path.EndsWith("/status", StringComparison.Ordinal)).Schema;
        var conditions = (YamlSequenceNode)((YamlMappingNode)status.Children["default"]).Children["conditions"];
        var ready = (YamlMappingNode)conditions.Children.Single();
        Assert.Equal(("Ready", "Unknown", "Pending"), (Text(ready, "type"), Text(ready, "status"), Text(ready, "reason")));
    }

    [Fact]
    public void Generate_GivesTheDaemonNothingMore_ThanItNeeds()
    {
        var stream = Parse(Files["rbac/meshgate-noded.yaml"]);
        var rules = stream.Documents.Select(d => (YamlMappingNode)d.RootNode)
            .Where(d => d.Children.ContainsKey("rules"))
            .SelectMany(d => ((YamlSequenceNode)d.Children["rules"]).Children.Select(r => $"{Text(d, "kind")}: {string.Join(' ', List(r, "resources"))} {string.Join(' ', List(r, "verbs"))}"));
        Assert.Equal(
            ["ClusterRole: meshnodes get list watch", "ClusterRole: meshnodes/status patch", "Role: leases create patch"], rules);
    }

    [Fact]
    public void Generate_MergesVerbs_WhenTwoCarriersSpeakOfOneResource()
    {
        var account = new RbacAccount("x", "ns", [typeof(OperatorPermissions), typeof(LeaderElectionPermissions), typeof(OperatorPermissions)], []);
        var text = ManifestGenerator.Generate([account])["rbac/x.yaml"];
        Assert.Equal(2, Regex.Count(text, "apiGroups"));
        Assert.DoesNotContain("kind: Role\n", text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, YamlMappingNode Schema)> Schemas()
        => Files.Where(f => f.Key.StartsWith("crd/meshgate.io_", StringComparison.Ordinal)).SelectMany(f =>
        {
            var spec = (YamlMappingNode)((YamlMappingNode)Parse(f.Value).Documents[0].RootNode).Children["spec"];
            var version = (YamlMappingNode)((YamlSequenceNode)spec.Children["versions"]).Children[0];
            return Walk(f.Key, (YamlMappingNode)((YamlMappingNode)version.Children["schema"]).Children["openAPIV3Schema"]);
        });

    private static IEnumerable<(string Path, YamlMappingNode Schema)> Walk(string path, YamlMappingNode schema)
    {
        yield return (path, schema);
        var children = new List<(string, YamlNode)>();
        if (schema.Children.TryGetValue("properties", out var properties))
        {
            children.AddRange(((YamlMappingNode)properties).Children.Select(p => (p.Key.ToString(), p.Value)));
        }

        if (schema.Children.TryGetValue("items", out var items))
        {
            children.Add(("items", items));
        }

        if (schema.Children.TryGetValue("additionalProperties", out var values))
        {
            children.Add(("*", values));
        }

        foreach (var inner in children.SelectMany(c => Walk($"{path}/{c.Item1}", (YamlMappingNode)c.Item2)))
        {
            yield return inner;
        }
    }

    private static YamlStream Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream;
    }

    private static string? Text(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? value.ToString() : null;

    private static IEnumerable<string> List(YamlNode node, string name) => ((YamlSequenceNode)((YamlMappingNode)node).Children[name]).Children.Select(c => c.ToString());

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MeshGate.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("the repository's root was not found");
    }
}
