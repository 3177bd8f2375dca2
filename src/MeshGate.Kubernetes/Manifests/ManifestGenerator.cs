using System.Diagnostics.CodeAnalysis;
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
    /// All manifests: the custom resources, the daemon's account and those given. Keys are paths relative to <c>config</c>, in ordinal
    /// order; values are YAML that ends in a newline.
    /// </summary>
    /// <param name="accounts">Further service accounts, such as the operator's.</param>
    /// <exception cref="InvalidOperationException">The XML documentation is not beside the assembly, or an entity has a type without a schema.</exception>
    public static IReadOnlyDictionary<string, string> Generate(IEnumerable<RbacAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var documentation = XmlDocumentation.Load(typeof(MeshNode).Assembly);
        foreach (var entity in (Type[])[typeof(MeshNode), typeof(MeshPolicy), typeof(MeshRoute)])
        {
            var definition = new CustomResourceDefinition(entity, documentation);
            files.Add($"crd/{definition.FileName}", YamlText.Write(definition.Build()));
        }

        foreach (var account in accounts.Prepend(NodeDaemonPermissions.Account))
        {
            files.Add($"rbac/{account.Name}.yaml", YamlText.Write([.. RbacManifests.Build(account)]));
        }

        return files;
    }
}
