using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MeshGate.Core.Tests.Failover.Simulation;

/// <summary>A path between two ends, with each direction's faults.</summary>
[SuppressMessage("Security", "CA5394", Justification = "A simulation has to be repeatable.")]
internal sealed class SimPath(int index, int tier, TimeSpan delay, Random random)
{
    public int Index => index;

    public int Tier => tier;

    public IPEndPoint Address { get; } = new(new IPAddress([10, 0, 0, (byte)(index + 1)]), 51820);

    public TimeSpan Delay { get; set; } = delay;

    public TimeSpan Jitter { get; set; }

    /// <summary>Towards the second end, and towards the first.</summary>
    public double[] Loss { get; } = new double[2];

    public bool[] IsCut { get; } = new bool[2];

    public void Cut(bool there, bool back) => (IsCut[0], IsCut[1]) = (there, back);

    /// <summary>When a packet arrives; null if it does not.</summary>
    public TimeSpan? Carry(int direction)
        => IsCut[direction] || random.NextDouble() < Loss[direction] ? null : Delay + (Jitter * random.NextDouble());
}
