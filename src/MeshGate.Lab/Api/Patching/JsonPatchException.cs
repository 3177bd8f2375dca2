namespace MeshGate.Lab.Api.Patching;

/// <summary>A JSON patch that has the wrong form, or does not fit the object.</summary>
public sealed class JsonPatchException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="isMalformed">Whether the patch itself is wrong, for any object.</param>
    public JsonPatchException(string message, bool isMalformed)
        : base(message) => IsMalformed = isMalformed;

    /// <summary>Whether the patch itself is wrong, for any object.</summary>
    public bool IsMalformed { get; }
}
