namespace MeshGate.Lab;

/// <summary>The lab could not do what was asked. The message is a sentence for a person.</summary>
public sealed class LabException : Exception
{
    /// <summary>An unexplained failure.</summary>
    public LabException()
    {
    }

    /// <summary>A failure with its explanation.</summary>
    public LabException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its explanation and cause.</summary>
    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
