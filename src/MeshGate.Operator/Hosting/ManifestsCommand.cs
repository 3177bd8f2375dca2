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
        var command = new Command("manifests", "Writes the manifests that follow from the code: custom resources, roles, policies, kustomizations.") { output };
        command.SetAction(result =>
        {
            DirectoryInfo directory = result.GetValue(output)!;
            foreach ((string path, string text) in ManifestGenerator.Generate([OperatorAccount.Value]))
            {
                string file = Path.Combine(directory.FullName, path);
                try
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllText(file, text);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    result.InvocationConfiguration.Error.WriteLine($"meshgate-operator: {file} cannot be written: {e.Message}");
                    return 1;
                }

                result.InvocationConfiguration.Output.WriteLine(file);
            }

            return 0;
        });
        return command;
    }
}
