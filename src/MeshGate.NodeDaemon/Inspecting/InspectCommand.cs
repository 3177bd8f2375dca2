using System.CommandLine;
using System.Text;
using System.Text.Json;
using MeshGate.Probing.Machines;

namespace MeshGate.NodeDaemon.Inspecting;

/// <summary>
/// <c>meshgate-noded inspect</c>: what this machine brings along and how the daemon on it stands, as one JSON object, for <c>meshgate check</c> and
/// <c>meshgate support-bundle</c>. Changes nothing and holds no secret.
/// </summary>
internal static class InspectCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="interface">The option <c>--interface</c>.</param>
    /// <param name="listenPort">The option <c>--listen-port</c>.</param>
    /// <param name="metrics">The option <c>--metrics</c>.</param>
    public static Command Create(Option<string> @interface, Option<int> listenPort, Option<string> metrics)
    {
        var command = new Command("inspect", "Prints what this machine brings along and how its daemon stands, as JSON.") { @interface, listenPort, metrics };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var daemon = new RunningDaemon(parsed.GetValue(metrics)!);
            using var status = await daemon.ReadAsync("statusz", cancellationToken);
            using var peers = await daemon.ReadAsync("peersz", cancellationToken);
            var facts = MachineReader.OfThisMachine().Read(parsed.GetValue(@interface)!, parsed.GetValue(listenPort));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Write(facts, status, peers));
            return 0;
        });
        return command;
    }

    private static string Write(MachineFacts facts, JsonDocument? status, JsonDocument? peers)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("machine");
            writer.WriteRawValue(MachineFactsJson.Write(facts));
            foreach (var (name, page) in new[] { ("status", status), ("peers", peers) })
            {
                writer.WritePropertyName(name);
                if (page is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    page.RootElement.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
