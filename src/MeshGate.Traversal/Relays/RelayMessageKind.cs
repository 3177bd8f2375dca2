namespace MeshGate.Traversal.Relays;

/// <summary>What a message between a node and a relay is for.</summary>
public enum RelayMessageKind
{
    /// <summary>None; no message has it.</summary>
    None = 0,

    /// <summary>Request of a node: hold my address, so that I can be woken.</summary>
    Register = 1,

    /// <summary>Request of a node: open a port for me and the peer named.</summary>
    Ask = 2,

    /// <summary>Request of a node, to the pair's port: I send from here. Repeated, it keeps the pair open.</summary>
    Bind = 3,

    /// <summary>Request of a third node, to the first relay port: it can be reached. Nothing answers it.</summary>
    Probe = 4,

    /// <summary>Request of a relay: send a <see cref="Probe"/> to the address named, which must be one of mine.</summary>
    Solicit = 5,

    /// <summary>Request of a node: open a port for me and the relay named, behind which the peer named is.</summary>
    ChainAsk = 6,

    /// <summary>Request of a node, to the port of such a pair: I send from here.</summary>
    ChainBind = 7,

    /// <summary>Request of another relay: open a port for me and the peer named, for the node named besides, which asked me.</summary>
    LinkAsk = 8,

    /// <summary>Request of another relay, from the pair's port there to the pair's port here: I send from here.</summary>
    LinkBind = 9,

    /// <summary>Reply: prove your address by repeating the request with this token.</summary>
    Challenge = 16,

    /// <summary>Reply: the registration stands.</summary>
    Registered = 17,

    /// <summary>Reply: the peer has not asked yet; it was told if it is registered, which <see cref="RelayRefusal.UnknownPeer"/> says that it is not.</summary>
    Waiting = 18,

    /// <summary>Reply: the pair has this port.</summary>
    Granted = 19,

    /// <summary>Reply: your address is bound to the pair's port.</summary>
    Bound = 20,

    /// <summary>Reply: no, for the reason given.</summary>
    Refused = 21,

    /// <summary>Unasked, to a registered node: the peer named wants to meet you here.</summary>
    Notice = 32,
}
