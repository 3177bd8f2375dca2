namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>When <c>kubectl get</c> shows a column.</summary>
public enum PrinterColumnPriority
{
    /// <summary>Always.</summary>
    StandardView = 0,

    /// <summary>With <c>-o wide</c>.</summary>
    WideView = 1,
}
