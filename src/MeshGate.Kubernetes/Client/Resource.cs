using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Client;

/// <summary>One kind of object on the API: its path and how to read it without reflection.</summary>
/// <param name="Group">The API group, empty for the core group.</param>
/// <param name="Version">The version within the group.</param>
/// <param name="Plural">The plural that paths use.</param>
/// <param name="Kind">The kind.</param>
/// <param name="IsNamespaced">Whether objects live in namespaces.</param>
/// <param name="JsonType">Source-generated JSON metadata.</param>
public sealed record Resource<T>(string Group, string Version, string Plural, string Kind, bool IsNamespaced, JsonTypeInfo<T> JsonType)
    where T : class, IKubernetesObject<V1ObjectMeta>;
