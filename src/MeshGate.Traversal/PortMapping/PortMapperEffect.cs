namespace MeshGate.Traversal.PortMapping;

/// <summary>What a <see cref="PortMapper"/> asks its runner to do or tells it.</summary>
public abstract record PortMapperEffect
{
    private PortMapperEffect()
    {
    }

    /// <summary>Send a datagram to the target's gateway at <see cref="PcpCodec.ServerPort"/>.</summary>
    public sealed record Send(PortMapperTarget Target, ReadOnlyMemory<byte> Datagram) : PortMapperEffect;

    /// <summary>Map by UPnP, and answer with <see cref="PortMapperEvent.UpnpAnswered"/>.</summary>
    /// <param name="Number">Names the request; a later one ends it.</param>
    /// <param name="Target">What is to be mapped.</param>
    /// <param name="SuggestedPort">The wished outside port.</param>
    public sealed record MapByUpnp(int Number, PortMapperTarget Target, int SuggestedPort) : PortMapperEffect;

    /// <summary>Delete a mapping by UPnP; nobody waits for the answer.</summary>
    public sealed record UnmapByUpnp(PortMapperTarget Target, int ExternalPort) : PortMapperEffect;

    /// <summary>How things stand has changed.</summary>
    public sealed record Changed(PortMappingReport Report) : PortMapperEffect;
}
