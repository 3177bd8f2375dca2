namespace MeshGate.Kubernetes.Entities;

/// <summary>Regular expressions (RE2) that the schemas share. They refuse what is malformed; whether an address is of any use is for the reader.</summary>
internal static class SchemaPatterns
{
    /// <summary>An IPv4 or IPv6 address.</summary>
    public const string Address = "^(" + IPv4 + "|" + IPv6 + ")$";

    /// <summary>An IP address and a port; IPv6 stands in brackets.</summary>
    public const string AddressAndPort = @"^(" + IPv4 + @"|\[" + Bracketed + @"\]):" + Port + "$";

    /// <summary>A host name or IP address, and a port; IPv6 stands in brackets.</summary>
    public const string HostAndPort = @"^(" + Label + @"(\." + Label + @")*|\[" + Bracketed + @"\]):" + Port + "$";

    /// <summary>An IPv4 or IPv6 network in CIDR notation. Whether the address is the network's lowest is for the reader.</summary>
    public const string Cidr = @"^(" + IPv4 + "/(3[0-2]|[12]?[0-9])|" + IPv6 + "/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$";

    /// <summary>The name of a Kubernetes object: a DNS name in lower case (RFC 1123).</summary>
    public const string ObjectName = @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>The value of a label.</summary>
    public const string LabelValue = "^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$";

    /// <summary>The value of a label, or nothing.</summary>
    public const string LabelValueOrNone = "^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$";

    /// <summary>The key of a label, with or without a prefix.</summary>
    public const string LabelKey = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$";

    /// <summary>A key in a Secret.</summary>
    public const string SecretKey = "^[A-Za-z0-9._-]+$";

    /// <summary>32 bytes in base64.</summary>
    public const string PublicKey = "^[A-Za-z0-9+/]{43}=$";

    /// <summary>Bytes in base64.</summary>
    public const string Base64 = "^[A-Za-z0-9+/]+={0,2}$";

    /// <summary>A Kubernetes duration such as 1m30s.</summary>
    public const string Duration = @"^([0-9]{1,8}(\.[0-9]{1,6})?(ms|s|m|h)){1,4}$";

    /// <summary>The reason of a condition, or nothing.</summary>
    public const string Reason = "^([A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?)?$";

    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string IPv4 = Octet + @"(\." + Octet + "){3}";
    private const string Hex = "[0-9a-fA-F]{1,4}";
    private const string IPv6 = "((" + Hex + ":){7}" + Hex
        + "|(" + Hex + ":){1,7}:"
        + "|(" + Hex + ":){1,6}:" + Hex
        + "|(" + Hex + ":){1,5}(:" + Hex + "){1,2}"
        + "|(" + Hex + ":){1,4}(:" + Hex + "){1,3}"
        + "|(" + Hex + ":){1,3}(:" + Hex + "){1,4}"
        + "|(" + Hex + ":){1,2}(:" + Hex + "){1,5}"
        + "|" + Hex + ":(:" + Hex + "){1,6}"
        + "|:((:" + Hex + "){1,7}|:))";

    // People read these patterns in error messages, so what the colons mean is left to the reader of the value.
    private const string Bracketed = "[0-9a-fA-F:]{2,39}";
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private const string Port = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
}
