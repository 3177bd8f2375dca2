namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Says that no program acts on a setting yet, or that none fills in a member of a status; the description says so too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotReadYetAttribute : Attribute
{
    /// <summary>What the description of a setting ends in.</summary>
    public const string Setting = "Nothing reads it yet.";

    /// <summary>What the description of a status member ends in.</summary>
    public const string Status = "Nothing fills it in yet.";

    /// <summary>Whether it is a member of a status, written by a program.</summary>
    public bool IsStatus { get; set; }
}
