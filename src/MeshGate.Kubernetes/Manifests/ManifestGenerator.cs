using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// Generates the manifests that follow from the code: custom resource definitions from the entities and their XML documentation,
/// roles from what the classes say they do. Equal code gives equal bytes.
/// </summary>
[RequiresUnreferencedCode("Reads the entities by reflection.")]
public static class ManifestGenerator
{
    /// <summary>
    /// All manifests: the custom resources, the daemon's account and those given, what confines a daemon to its own objects, namespaces, and
    /// the kustomizations that put them together. Keys are paths relative to <c>config</c>, in ordinal
    /// order; values are YAML that ends in a newline.
    /// </summary>
    /// <param name="accounts">Further service accounts, such as the operator's.</param>
    /// <exception cref="InvalidOperationException">The XML documentation is not beside the assembly, or an entity has a type without a schema.</exception>
    public static IReadOnlyDictionary<string, string> Generate(IEnumerable<RbacAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var definitions = new List<JsonObject>();
        var documentation = XmlDocumentation.Load(typeof(MeshNode).Assembly);
        foreach (var entity in (Type[])[typeof(MeshNode), typeof(MeshPolicy)])
        {
            var definition = new CustomResourceDefinition(entity, documentation);
            definitions.Add(definition.Build());
            files.Add($"crd/{definition.FileName}", YamlText.Write(definitions[^1]));
        }

        foreach (var account in accounts.Prepend(NodeDaemonPermissions.Account))
        {
            files.Add($"rbac/{account.Name}.yaml", YamlText.Write([.. RbacManifests.Build(account)]));
        }

        files.Add("namespaces/meshgate.yaml", YamlText.Write([.. NamespaceManifests.Build()]));
        files.Add("admission/meshgate-noded.yaml", YamlText.Write([.. NodeIdentityManifests.Build()]));
        files.Add("flowcontrol/meshgate-noded.yaml", YamlText.Write([.. FlowControlManifests.Build()]));
        foreach (var (path, kustomization) in KustomizeManifests.Build([.. files.Keys], definitions))
        {
            files.Add(path, YamlText.Write(kustomization));
        }

        return files;
    }
}
