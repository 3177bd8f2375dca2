using System.Globalization;

namespace MeshGate.Lab.Api.Tables;

/// <summary>Ages as kubectl shows them: two units where both tell something, one otherwise.</summary>
public static class HumanDuration
{
    /// <summary>Formats an age.</summary>
    public static string Format(TimeSpan age)
    {
        long seconds = (long)age.TotalSeconds;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        FormattableString text = seconds switch
        {
            < -1 => $"<invalid>",
            < 0 => $"0s",
            < 120 => $"{seconds}s",
            _ when minutes < 10 && seconds % 60 != 0 => $"{minutes}m{seconds % 60}s",
            _ when minutes < 180 => $"{minutes}m",
            _ when hours < 8 && minutes % 60 != 0 => $"{hours}h{minutes % 60}m",
            _ when hours < 48 => $"{hours}h",
            _ when days < 8 && hours % 24 != 0 => $"{days}d{hours % 24}h",
            _ when days < 365 * 2 => $"{days}d",
            _ when days < 365 * 8 && days % 365 != 0 => $"{days / 365}y{days % 365}d",
            _ => $"{days / 365}y",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
