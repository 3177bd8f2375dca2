using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Commands;

/// <summary>The scenarios that this program brings along.</summary>
internal static class EmbeddedScenario
{
    /// <summary>Reads one by the name of its resource.</summary>
    internal static Scenario Load(string resource)
    {
        using var stream = typeof(EmbeddedScenario).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return ScenarioParser.Parse(reader.ReadToEnd(), resource);
    }
}
