using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using MeshGate.Kubernetes.Manifests;

namespace MeshGate.Operator.Hosting;

/// <summary><c>meshgate-operator manifests</c>: writes what follows from the code.</summary>
public static class ManifestsCommand
{
    /// <summary>Makes the command.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The operator is never trimmed.")]
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "Directory to write to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo("config"),
        };
        var chart = new Option<DirectoryInfo?>("--chart") { Description = "Helm chart to give the same manifests.", HelpName = "DIR" };
        var settings = new Option<FileInfo?>("--settings") { Description = "Markdown document whose tables of settings to bring up to date.", HelpName = "FILE" };
        var command = new Command("manifests", "Writes the manifests that follow from the code: custom resources, roles, policies, kustomizations.") { output, chart, settings };
        command.SetAction(result =>
        {
            string file = string.Empty;
            try
            {
                IReadOnlyDictionary<string, string> manifests = ManifestGenerator.Generate([OperatorAccount.Value]);
                WriteAll(result.GetValue(output)!, manifests);
                if (result.GetValue(chart) is { } directory)
                {
                    WriteAll(directory, ChartManifests.Of(manifests));
                }

                if (result.GetValue(settings) is { } document)
                {
                    file = document.FullName;
                    File.WriteAllText(file, SettingsDocument.Update(File.ReadAllText(file)));
                    result.InvocationConfiguration.Output.WriteLine(file);
                }

                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                result.InvocationConfiguration.Error.WriteLine($"meshgate-operator: {file} cannot be written: {e.Message}");
                return 1;
            }

            void WriteAll(DirectoryInfo directory, IReadOnlyDictionary<string, string> texts)
            {
                foreach ((string path, string text) in texts)
                {
                    file = Path.Combine(directory.FullName, path);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllText(file, text);
                    result.InvocationConfiguration.Output.WriteLine(file);
                }
            }
        });
        return command;
    }
}
