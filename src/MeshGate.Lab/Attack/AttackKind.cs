namespace MeshGate.Lab.Attack;

/// <summary>What an attacker sends.</summary>
public enum AttackKind
{
    /// <summary>Garbage of every kind, half of it with STUN's cookie, to all ports.</summary>
    Spray,

    /// <summary>Well-formed STUN requests and answers under keys that it does not have, as if from a peer's address.</summary>
    Forge,

    /// <summary>What it overheard on the victim's cable, again: from its own address, and from the first sender's.</summary>
    Replay,

    /// <summary>Requests whose answers would go to a third machine.</summary>
    Reflect,
}
