using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Makes what a cluster has from its start: its namespaces, and the definitions it is given.</summary>
/// <param name="services">What handlers share.</param>
public sealed class ClusterBootstrap(ApiServices services)
{
    private static readonly string[] Namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>Makes what is missing, and serves the definitions that the store holds.</summary>
    /// <param name="definitionPaths">Files and directories with definitions.</param>
    /// <exception cref="InvalidDataException">A definition cannot be served.</exception>
    public void Run(IEnumerable<string> definitionPaths)
    {
        foreach (string name in Namespaces)
        {
            CreateNamespace(name);
        }

        foreach (JsonObject definition in DefinitionFiles.Read(definitionPaths))
        {
            Define(definition);
        }

        foreach (StoredObject definition in services.Store.Snapshot(BuiltinResources.CustomResourceDefinitions.StorageKey).Objects.Values)
        {
            services.Catalog.Set(CustomResourceDefinition.Read(definition.Read()));
        }
    }

    private void CreateNamespace(string name)
    {
        ServedResource resource = services.Catalog.Find(string.Empty, "v1", "namespaces")!;
        if (services.Store.Get(resource.StorageKey, new ObjectKey(string.Empty, name)) is null)
        {
            var request = new WriteRequest(resource, string.Empty, string.Empty, null, FieldValidation.Ignore, false);
            services.Writer.Create(request, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }
    }

    private void Define(JsonObject definition)
    {
        ServedResource resource = services.Catalog.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;
        string name = definition["metadata"].Map()?["name"].Text() ?? string.Empty;
        try
        {
            var request = new WriteRequest(resource, string.Empty, name, null, FieldValidation.Ignore, false);
            if (services.Store.Get(resource.StorageKey, new ObjectKey(string.Empty, name)) is null)
            {
                services.Writer.Create(request, definition);
                return;
            }

            services.Writer.Update(
                request,
                current =>
                {
                    current["spec"] = definition["spec"]?.DeepClone();
                    return current;
                },
                false);
        }
        catch (ApiStatusException refusal)
        {
            throw new InvalidDataException(refusal.Message, refusal);
        }
    }
}
