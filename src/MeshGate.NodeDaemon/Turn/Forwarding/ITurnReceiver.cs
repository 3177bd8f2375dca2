namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>Takes what a server sends.</summary>
internal interface ITurnReceiver
{
    /// <summary>A whole message: STUN or ChannelData.</summary>
    void OnMessage(ReadOnlySpan<byte> message);

    /// <summary>Something unproven speaks against the server (an ICMP error).</summary>
    void OnDoubt();

    /// <summary>The connection is gone.</summary>
    void OnBroken(string sentence);
}
