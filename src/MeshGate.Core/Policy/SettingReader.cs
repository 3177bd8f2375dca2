using MeshGate.Core.Validation;

namespace MeshGate.Core.Policy;

/// <summary>Reads settings one by one: a good one is taken, one left open has its default, and a bad one has its default and a finding.</summary>
public sealed class SettingReader
{
    private readonly List<Finding> _findings = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Keeps a finding.</summary>
    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>Reads a duration.</summary>
    public TimeSpan Read(DurationSetting setting, string? text)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (text is null)
        {
            return setting.Default;
        }

        if (MeshDuration.TryParse(text, out TimeSpan value) && value >= setting.Min && value <= setting.Max)
        {
            return value;
        }

        _findings.Add(setting.Rule.Broken(null, text));
        return setting.Default;
    }

    /// <summary>Reads a number.</summary>
    public double Read(NumberSetting setting, double? value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (value is null)
        {
            return setting.Default;
        }

        if (value >= setting.Min && value <= setting.Max)
        {
            return value.Value;
        }

        _findings.Add(new Finding($"spec.{setting.Path}", setting.Message) { Value = value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return setting.Default;
    }

    /// <summary>Reads a whole number.</summary>
    public int Read(NumberSetting setting, int? value) => (int)Read(setting, (double?)value);
}
