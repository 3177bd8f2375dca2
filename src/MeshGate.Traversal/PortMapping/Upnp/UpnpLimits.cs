namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>What is read of a router's UPnP at most. Everything that answers on the network is a stranger.</summary>
public static class UpnpLimits
{
    /// <summary>The longest SSDP reply in bytes.</summary>
    public const int MaxReply = 2048;

    /// <summary>The longest description or SOAP reply in bytes.</summary>
    public const int MaxDocument = 64 * 1024;

    /// <summary>The longest URL in characters.</summary>
    public const int MaxUrl = 512;

    /// <summary>The most XML nodes looked at in one document.</summary>
    public const int MaxNodes = 4096;

    /// <summary>The deepest nesting in one document.</summary>
    public const int MaxDepth = 32;
}
