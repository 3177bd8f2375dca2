using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Kubernetes.Connection;

/// <summary>One mapping of a kubeconfig file that knows where it stands, so that every complaint names file and field.</summary>
internal readonly struct KubeconfigNode(YamlMappingNode node, string location)
{
    public string? Optional(string field) => Child(field) switch
    {
        null => null,
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) ? null : scalar.Value,
        _ => throw Wrong(field, "is no text"),
    };

    public string Required(string field) => Optional(field) ?? throw Wrong(field, "is missing");

    public bool Flag(string field) => Optional(field) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Wrong(field, "is neither true nor false"),
    };

    /// <summary>The mapping <paramref name="inner"/> of the entry called <paramref name="name"/> in a list of named entries.</summary>
    public KubeconfigNode Named(string list, string name, string inner)
    {
        if (Child(list) is not YamlSequenceNode entries)
        {
            throw Wrong(list, "is missing");
        }

        for (var i = 0; i < entries.Children.Count; i++)
        {
            if (entries.Children[i] is YamlMappingNode mapping)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{location}{list}[{i}].");
                var entry = new KubeconfigNode(mapping, at);
                if (entry.Optional("name") == name)
                {
                    return entry.Child(inner) switch
                    {
                        YamlMappingNode found => new KubeconfigNode(found, $"{at}{inner}."),
                        // "user:" with nothing below it is how kubectl writes a user without credentials.
                        null or YamlScalarNode { Value: null or "" } => new KubeconfigNode(new YamlMappingNode(), $"{at}{inner}."),
                        _ => throw entry.Wrong(inner, "is no mapping"),
                    };
                }
            }
        }

        throw Wrong(list, $"has no entry named \"{name}\"");
    }

    /// <summary>Complains about fields that would change who we are or how we connect, and that are not supported.</summary>
    public void Refuse(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (Child(field) is not null)
            {
                throw Wrong(field, "is not supported; use token, tokenFile or a client certificate");
            }
        }
    }

    public KubernetesConfigurationException Wrong(string field, string what) => new($"{location}{field} {what}");

    private YamlNode? Child(string field) => node.Children.TryGetValue(new YamlScalarNode(field), out var child) ? child : null;
}
