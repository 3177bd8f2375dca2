using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Tables;

namespace MeshGate.Lab.Api.Resources;

/// <summary>The resources that a cluster has before anybody defines one, as far as MeshGate meets them.</summary>
public static class BuiltinResources
{
    private static readonly PrinterColumn Data = new("Data", "string", string.Empty) { Cell = BuiltinCells.DataCount };

    private static readonly PrinterColumn Age = new("Age", "date", ".metadata.creationTimestamp");

    /// <summary>Namespaces.</summary>
    public static ServedResource Namespaces { get; } = Core("namespaces", "Namespace", ["ns"]) with
    {
        HasStatus = true,
        SelectableFields = ["status.phase"],
        Columns = [new("Status", "string", ".status.phase"), Age],
        Rules = new NamespaceRules(),
    };

    /// <summary>CustomResourceDefinitions, without what makes them served.</summary>
    public static ServedResource CustomResourceDefinitions { get; } = new()
    {
        Group = "apiextensions.k8s.io",
        Version = "v1",
        Plural = "customresourcedefinitions",
        Singular = "customresourcedefinition",
        Kind = "CustomResourceDefinition",
        ShortNames = ["crd", "crds"],
        Categories = ["api-extensions"],
        HasStatus = true,
        Columns = [new("Created At", "string", ".metadata.creationTimestamp")],
    };

    /// <summary>All of them.</summary>
    /// <param name="clock">Dates what the server writes into them.</param>
    public static IReadOnlyList<ServedResource> All(TimeProvider clock) =>
    [
        Namespaces,
        Core("nodes", "Node", ["no"]) with
        {
            HasStatus = true,
            SelectableFields = ["spec.unschedulable"],
            Columns =
            [
                new("Status", "string", string.Empty) { Cell = BuiltinCells.NodeStatus },
                new("Roles", "string", string.Empty) { Cell = BuiltinCells.NodeRoles },
                Age,
                new("Version", "string", ".status.nodeInfo.kubeletVersion"),
                new("Internal-IP", "string", ".status.addresses[?(@.type==\"InternalIP\")].address", Priority: 1),
                new("External-IP", "string", ".status.addresses[?(@.type==\"ExternalIP\")].address", Priority: 1),
                new("OS-Image", "string", ".status.nodeInfo.osImage", Priority: 1),
                new("Kernel-Version", "string", ".status.nodeInfo.kernelVersion", Priority: 1),
            ],
        },
        Core("secrets", "Secret", []) with
        {
            IsNamespaced = true,
            SelectableFields = ["type"],
            Columns = [new("Type", "string", ".type"), Data, Age],
            Rules = new SecretRules(),
        },
        Core("configmaps", "ConfigMap", ["cm"]) with { IsNamespaced = true, Columns = [Data, Age], Rules = new ConfigMapRules() },
        Core("serviceaccounts", "ServiceAccount", ["sa"]) with
        {
            IsNamespaced = true,
            Columns = [new("Secrets", "string", string.Empty) { Cell = BuiltinCells.SecretCount }, Age],
        },
        Core("events", "Event", ["ev"]) with
        {
            IsNamespaced = true,
            SelectableFields =
            [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
                "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
            ],
            Columns =
            [
                new("Last Seen", "string", string.Empty) { Cell = BuiltinCells.LastSeen },
                new("Type", "string", ".type"),
                new("Reason", "string", ".reason"),
                new("Object", "string", string.Empty) { Cell = BuiltinCells.EventObject },
                new("Source", "string", string.Empty, Priority: 1) { Cell = BuiltinCells.EventSource },
                new("Message", "string", ".message"),
                new("Count", "integer", ".count", Priority: 1),
                new("Name", "string", ".metadata.name", Priority: 1),
            ],
            IsNamedLast = true,
            Rules = new EventRules(),
        },

        // Nothing runs here: pods are listed, always empty, because describing a Node asks for them.
        Core("pods", "Pod", ["po"]) with { IsNamespaced = true, IsReadOnly = true, SelectableFields = ["spec.nodeName", "status.phase"], Columns = [Age] },
        new ServedResource
        {
            Group = "coordination.k8s.io",
            Version = "v1",
            Plural = "leases",
            Singular = "lease",
            Kind = "Lease",
            IsNamespaced = true,
            Columns = [new("Holder", "string", ".spec.holderIdentity"), new("Renewed", "date", ".spec.renewTime"), Age],
            Rules = new LeaseRules(),
        },
        CustomResourceDefinitions with { Rules = new CustomResourceDefinitionRules(clock) },
    ];

    private static ServedResource Core(string plural, string kind, string[] shortNames) => new()
    {
        Group = string.Empty,
        Version = "v1",
        Plural = plural,
        Singular = kind.ToLowerInvariant(),
        Kind = kind,
        ShortNames = [.. shortNames],
        AllowsUnconditionalUpdate = true,
    };
}
