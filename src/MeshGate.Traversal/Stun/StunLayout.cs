namespace MeshGate.Traversal.Stun;

/// <summary>Where the parser found what: offsets into the datagram, zero for what is absent.</summary>
internal struct StunLayout
{
    /// <summary>The end of the attributes that count besides integrity and fingerprint.</summary>
    public int OrdinaryEnd;

    public int MessageIntegrity;

    public int MessageIntegritySha256;

    public int Fingerprint;

    public int UnknownRequired;
}
