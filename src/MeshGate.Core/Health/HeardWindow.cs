using System.Numerics;

namespace MeshGate.Core.Health;

/// <summary>Which of the latest 32 numbered hellos were heard; numbers wrap around.</summary>
/// <param name="Highest">The highest number.</param>
/// <param name="Before">Which of the 32 up to it were heard; the lowest bit is the highest number. What lies before the first counts as heard.</param>
public readonly record struct HeardWindow(uint Highest, uint Before)
{
    /// <summary>The window after the first hello.</summary>
    public static HeardWindow First(uint number) => new(number, uint.MaxValue);

    /// <summary>The window after one more, early or late.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="isNewest">Whether it is the highest now.</param>
    public HeardWindow Take(uint number, out bool isNewest)
    {
        int ahead = (int)(number - Highest);
        isNewest = ahead > 0;
        return ahead switch
        {
            >= 32 => new HeardWindow(number, 1),
            > 0 => new HeardWindow(number, (Before << ahead) | 1),
            > -32 => this with { Before = Before | (1u << -ahead) },
            _ => this,
        };
    }

    /// <summary>Hellos that are missing among the latest.</summary>
    /// <param name="count">How many count, 1 to 32.</param>
    public int Missing(int count) => count - BitOperations.PopCount(Before & (uint.MaxValue >> (32 - count)));
}
