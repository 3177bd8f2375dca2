using System.Text.Json.Serialization;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Operator.Page;

/// <summary>The two questions by which the API server says whose a token is and what they may do. Nothing of them is kept there.</summary>
internal static class Reviews
{
    /// <summary>Whose token is this?</summary>
    public static Resource<V1TokenReview> Tokens { get; } = new("authentication.k8s.io", "v1", "tokenreviews", "TokenReview", false, ReviewJson.Default.V1TokenReview);

    /// <summary>May they?</summary>
    public static Resource<V1SubjectAccessReview> Access { get; } = new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", false, ReviewJson.Default.V1SubjectAccessReview);
}

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(V1TokenReview))]
[JsonSerializable(typeof(V1SubjectAccessReview))]
internal sealed partial class ReviewJson : JsonSerializerContext;
