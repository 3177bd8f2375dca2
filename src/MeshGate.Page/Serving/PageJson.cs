using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Snapshots;
using MeshGate.Page.Picture;

namespace MeshGate.Page.Serving;

/// <summary>What the page reads, as JSON: camelCase, enums as their names, and what is not there left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PictureUpdate))]
[JsonSerializable(typeof(PairLines))]
public sealed partial class PageJson : JsonSerializerContext;
