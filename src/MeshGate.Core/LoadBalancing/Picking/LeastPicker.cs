namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>The one with the least key; of equal ones one in a random place.</summary>
internal sealed class LeastPicker(LeastKeys keys, bool isOrdered) : TargetPicker
{
    /// <inheritdoc/>
    public override int Pick(ulong client, ulong draw, int attempt) => keys.Find(isOrdered ? 0 : (uint)(draw >> 32));
}
