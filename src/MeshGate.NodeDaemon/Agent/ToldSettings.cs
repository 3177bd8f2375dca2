using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Reads single settings as the operator told them. One that cannot be used costs itself alone: its default is in force, which is told.</summary>
/// <param name="problems">Takes what could not be used, a sentence each.</param>
internal sealed class ToldSettings(ImmutableArray<string>.Builder problems)
{
    /// <summary>A duration; its default where the text is none, or out of bounds.</summary>
    public TimeSpan Duration(DurationSetting setting, string? text)
    {
        if (MeshDuration.TryParse(text, out var value) && value >= setting.Min && value <= setting.Max)
        {
            return value;
        }

        problems.Add($"settings.{setting.Path}: '{text}' {setting.Rule.Message}; {setting.Text} is used");
        return setting.Default;
    }

    /// <summary>A number, brought within its bounds; its default where it is none.</summary>
    public static double Number(NumberSetting setting, double value) => double.IsFinite(value) ? Math.Clamp(value, setting.Min, setting.Max) : setting.Default;

    /// <summary>A whole number, brought within its bounds.</summary>
    public static int Whole(NumberSetting setting, double value) => (int)Number(setting, value);
}
