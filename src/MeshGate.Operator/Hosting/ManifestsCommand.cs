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
            Description = "Directory to write to; crd and rbac come below it.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo("config"),
        };
        var settings = new Option<FileInfo?>("--settings") { Description = "Markdown document whose tables of settings to bring up to date.", HelpName = "FILE" };
        var command = new Command("manifests", "Writes the custom resource definitions and roles that the code calls for.") { output, settings };
        command.SetAction(result =>
        {
            string file = string.Empty;
            try
            {
                foreach ((string path, string text) in ManifestGenerator.Generate([OperatorAccount.Value]))
                {
                    file = Path.Combine(result.GetValue(output)!.FullName, path);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllText(file, text);
                    result.InvocationConfiguration.Output.WriteLine(file);
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
        });
        return command;
    }
}
