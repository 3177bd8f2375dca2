using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Machines;

/// <summary>The file in which a lab says what it is, for other processes to read.</summary>
internal static class LabState
{
    internal const string FileName = "state.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static void Write(LabParts parts, string mode) => parts.Directory.WriteSecret(FileName, new JsonObject
    {
        ["id"] = parts.Directory.Id,
        ["mode"] = mode,
        ["processId"] = Environment.ProcessId,
        ["processStart"] = Processes.ProcessTable.StartTime(Environment.ProcessId),
        ["scenario"] = parts.Scenario.Name,
        ["kubeconfig"] = parts.Directory.File("admin.kubeconfig"),
        ["logs"] = parts.Directory.Logs,
        ["machines"] = new JsonArray([.. parts.Machines.Values.Select(m => (JsonNode)new JsonObject
        {
            ["name"] = m.Spec.Name,
            ["site"] = m.Spec.Site,
            ["namespace"] = m.Network.Name,
            ["interface"] = m.Interface,
            ["addresses"] = Texts(m.Host.Addresses),
            ["publicAddresses"] = Texts(m.Host.PublicAddresses),
        })]),
    }.ToJsonString(Indented));

    internal static JsonObject? Read(Processes.LabDirectory directory)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(directory.File(FileName))) as JsonObject;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private static JsonArray Texts(IEnumerable<IPAddress> addresses) => new([.. addresses.Select(a => (JsonNode)a.ToString())]);
}
