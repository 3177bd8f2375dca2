namespace MeshGate.Kubernetes.Connection;

/// <summary>The configuration of the connection is missing, malformed or asks for what is not supported. The message names file and field.</summary>
public sealed class KubernetesConfigurationException : Exception
{
    /// <summary>Makes one with a message that names the field.</summary>
    public KubernetesConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
